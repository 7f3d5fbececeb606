"""What a survey's form costs: queries, rows, bytes and requests."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.db import connection
from django.test.utils import CaptureQueriesContext

from panel_pages.tests.answering import form_url, statements, written
from panel_pages.tests.builders import filled_in, invite, make_survey
from panel_pages.tests.stepping import STEPS, answer_all
from panel_pages.tests.stepping import url as url_of
from surveys.questionnaire import questionnaire
from surveys.versions import load_version

pytestmark = pytest.mark.django_db


def test_form_costs_three_queries_and_submission_five(client):
    page = make_survey()
    invitations = [invite(page) for _ in range(30)]
    for invitation in invitations[:10]:
        client.post(form_url(invitation), filled_in(page))
    for url in (form_url(invitations[20]), form_url(invitations[21])):
        questionnaire.cache_clear()
        load_version.cache_clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        assert len(statements(queries)) <= 3
        questionnaire.cache_clear()
        load_version.cache_clear()
        with CaptureQueriesContext(connection) as queries:
            client.post(url, filled_in(page))
        assert len(statements(queries)) <= 5


def test_valid_submission_writes_exactly_one_tick_and_one_row(client):
    page = make_survey()
    url, data = form_url(invite(page)), filled_in(page)

    with CaptureQueriesContext(connection) as queries:
        client.post(url, data)

    assert written(queries) == [("UPDATE", "invitations_invitation"), ("INSERT INTO", "surveys_sealedanswer")]


def test_the_first_sending_a_process_meets_costs_what_it_has_to_learn(client):
    page = make_survey(questions=STEPS)
    invitation = invite(page)
    answer_all(client, page, invitation)
    questionnaire.cache_clear()
    load_version.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        client.post(url_of("review", invitation))
    assert [sql.split()[0] for sql in statements(queries)] == ["SELECT"] * 4 + ["UPDATE", "INSERT", "DELETE"]


def test_nothing_on_the_page_comes_from_another_host(client):
    html = client.get(form_url(invite(make_survey()))).content.decode()

    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', html)
    assert "<script>" not in html
    assert " style=" not in html


def test_page_is_light_and_needs_no_script(client):
    html = client.get(form_url(invite(make_survey()))).content
    files = set(re.findall(r'(?:src|href)="/static/([^"]+)"', html.decode()))
    # A browser takes one icon of those there are; test_weight counts what it really asks for.
    files -= {name for name in files if name.startswith("img/icon-")}
    weight = len(gzip.compress(html)) + sum(
        len(gzip.compress(Path(find(name)).read_bytes())) for name in files if not name.endswith(".woff2")
    )

    assert len(files) + 1 <= 6
    assert weight <= 30_000
    assert b"<script" not in html
