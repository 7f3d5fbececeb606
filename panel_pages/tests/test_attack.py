"""Who answered is kept apart from what was answered, even from somebody who holds the whole database.

The same attack on a box left in clear must name everybody, or it proves nothing.
"""

import json
import random
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

import surveys.box
import surveys.drafts
import surveys.slot
from invitations.models import Asking
from members.links import Purpose, make
from panel_pages.jobs import forget_unsent
from panel_pages.tests import attacker
from panel_pages.tests.builders import invite, make_survey
from surveys.models import Box, Response, SealedAnswer

PEOPLE = 60
# Guessing names one of sixty on average; more than eight by luck happens about once in a million tries.
NO_BETTER_THAN_GUESSING = 8

QUESTIONS = [
    ("single_choice", {"label": "Where?", "help_text": "", "required": True, "options": list("ABCDEF")}),
    (
        "scale",
        {
            "label": "How content?", "help_text": "", "required": True,
            "lowest": 0, "highest": 10, "lowest_label": "not at all", "highest_label": "very",
        },
    ),
    ("multiple_choice", {"label": "What?", "help_text": "", "required": False, "options": list("UVWXYZ")}),
]  # fmt: skip

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page():
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
    yield make_survey(questions=QUESTIONS)
    with connection.cursor() as cursor:
        # What `leave_in_clear` changes in the table itself would outlive the test.
        cursor.execute("ALTER TABLE surveys_sealedanswer ALTER COLUMN ciphertext SET STORAGE DEFAULT")


def leave_in_clear(monkeypatch):
    """The design that was given up: the same box without sealing, emptied but not wiped."""

    def pad_only(public_key, size, answers):
        return surveys.box.pad(json.dumps(answers).encode(), size)

    def unpad_only(keys, data):
        return json.loads(bytes(data).rstrip(b"\x00")[:-1])

    monkeypatch.setattr(surveys.slot, "seal", pad_only)
    monkeypatch.setattr(surveys.box, "unseal", unpad_only)
    monkeypatch.setattr(surveys.box, "erase_traces", lambda: None)
    with connection.cursor() as cursor:
        # So that the control reads plain rows; compression is no protection.
        cursor.execute("ALTER TABLE surveys_sealedanswer ALTER COLUMN ciphertext SET STORAGE PLAIN")


def answer_everybody(client, page):
    """Sixty people answer at the web address, each in her own way; return {answer: invitation id}."""
    where, content, what = page.get_form_fields()
    combinations = [(place, number) for place, _label in where.options for number in range(11)]
    chance = random.SystemRandom()
    truth = {}
    for place, number in chance.sample(combinations, PEOPLE):
        invitation = invite(page)
        ticked = [key for key, _label in what.options if chance.random() < 0.5]
        response = client.post(
            reverse("answering:form", args=[make(Purpose.ANSWER, invitation)]),
            {where.clean_name: place, content.clean_name: number, what.clean_name: ticked},
        )
        assert response.status_code == 302
        answers = {where.key: place, content.key: number} | ({what.key: ticked} if ticked else {})
        truth[attacker.frozen(answers)] = invitation.pk
    assert len(truth) == PEOPLE
    return truth


def open_survey_box(page):
    box = Box.objects.get(page_id=page.pk)
    assert surveys.box.open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now()) == PEOPLE


def hits(named, truth):
    """How many answers were given the right person."""
    return sum(truth.get(answer) == person for answer, person in named.items())


def test_the_box_names_nobody_before_or_after_the_opening(client, page):
    truth = answer_everybody(client, page)
    sealed = attacker.dump_box()
    persons = [person for person, _transaction in attacker.answered_in_order()]
    assert len(sealed) == len(persons) == PEOPLE
    # The rows can be joined: that much a database always remembers. There is nothing in them to read.
    assert {row[0] for row in sealed} == {transaction for _person, transaction in attacker.answered_in_order()}
    assert len({len(bytes(row[3])) for row in sealed}) == 1
    assert attacker.read_through_transactions(sealed) == {}
    assert attacker.read_dead_rows() == {}

    open_survey_box(page)
    answers = attacker.responses_by("id")
    assert set(answers) == set(truth)
    attempts = {
        "transactions": attacker.responses_by_transaction(),
        "dead rows": attacker.read_dead_rows(),
        "row order": attacker.match_orders(attacker.responses_by("ctid"), persons),
        "key order": attacker.match_orders(answers, persons),
        "reverse row order": attacker.match_orders(attacker.responses_by("ctid"), persons[::-1]),
        "box order": attacker.match_orders(answers, attacker.persons_by_key(sealed)),
        "lengths": attacker.match_lengths(sealed, answers),
    }
    named = {attempt: hits(guess, truth) for attempt, guess in attempts.items()}
    assert max(named.values()) <= NO_BETTER_THAN_GUESSING, named


def test_after_the_opening_nothing_of_the_box_is_left_in_its_table(client, page):
    answer_everybody(client, page)
    open_survey_box(page)
    assert not SealedAnswer.objects.exists()
    assert attacker.dead_rows("surveys_sealedanswer") == []
    assert len({transaction for (transaction,) in attacker.rows("SELECT xmin::text FROM surveys_response")}) == 1
    assert Response.objects.count() == PEOPLE


def test_a_box_left_in_clear_names_everybody_before_the_opening(client, page, monkeypatch):
    leave_in_clear(monkeypatch)
    truth = answer_everybody(client, page)
    assert hits(attacker.read_through_transactions(attacker.dump_box()), truth) == PEOPLE


def test_a_box_left_in_clear_names_everybody_after_the_opening_too(client, page, monkeypatch):
    leave_in_clear(monkeypatch)
    truth = answer_everybody(client, page)
    open_survey_box(page)
    assert hits(attacker.read_dead_rows(), truth) == PEOPLE


IN_STEPS = [
    ("section", {"heading": "One", "text": ""}),
    QUESTIONS[0],
    ("section", {"heading": "Two", "text": ""}),
    *QUESTIONS[1:],
]


def answer_everybody_in_steps(client, page):
    """The same sixty answers, each through two steps and a review; the last ten are not sent."""
    where, content, _what = page.get_form_fields()
    combinations = [(place, number) for place, _label in where.options for number in range(11)]
    truth = {}
    for count, (place, number) in enumerate(random.SystemRandom().sample(combinations, PEOPLE)):
        link = make(Purpose.ANSWER, invitation := invite(page))
        client.post(reverse("answering:step", args=[link, 1]), {where.clean_name: place})
        client.post(reverse("answering:step", args=[link, 2]), {content.clean_name: number})
        if count < PEOPLE - 10:
            assert client.post(reverse("answering:review", args=[link])).status_code == 302
            truth[attacker.frozen({where.key: place, content.key: number})] = invitation.pk
    return truth


def test_drafts_name_nobody_while_they_live_or_after(client):
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
    page = make_survey(questions=IN_STEPS)
    answer_everybody_in_steps(client, page)
    drafts = attacker.rows("SELECT ciphertext FROM surveys_draft")
    assert len(drafts) == 10
    assert len({len(bytes(data)) for (data,) in drafts}) == 1
    assert not any(attacker.readable(data) for (data,) in drafts)
    assert attacker.dead_rows("surveys_draft")
    assert attacker.read_deleted_drafts() == {}

    Asking.objects.update(closes_at=timezone.now() - timedelta(days=1))
    forget_unsent(timezone.now())
    assert surveys.box.open_box(
        Box.objects.get(page_id=page.pk), settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now()
    ) == (PEOPLE - 10)
    assert attacker.dead_rows("surveys_draft") == []


def test_drafts_left_in_clear_name_everybody(client, monkeypatch):
    class Clear:
        def __init__(self, key):
            pass

        def encrypt(self, data):
            return data

        decrypt = encrypt

    monkeypatch.setattr(surveys.drafts, "SecretBox", Clear)
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        cursor.execute("ALTER TABLE surveys_draft ALTER COLUMN ciphertext SET STORAGE PLAIN")
    try:
        truth = answer_everybody_in_steps(client, make_survey(questions=IN_STEPS))
        assert hits(attacker.read_deleted_drafts(), truth) > PEOPLE - 10 - NO_BETTER_THAN_GUESSING
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE surveys_draft ALTER COLUMN ciphertext SET STORAGE DEFAULT")


@pytest.fixture
def reader():
    """Another connection to the same database, such as a backup's."""
    values = connection.settings_dict
    with psycopg.connect(
        host=values["HOST"],
        port=values["PORT"],
        dbname=values["NAME"],
        user=values["USER"],
        password=values["PASSWORD"],
    ) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield reader


def test_a_reader_with_an_old_view_keeps_no_answer_in_the_table(client, page, reader):
    answer_everybody(client, page)
    reader.execute("SELECT count(*) FROM django_content_type")
    open_survey_box(page)
    assert attacker.dead_rows("surveys_sealedanswer") == []


def test_a_reader_of_the_table_itself_only_delays_the_erasing(client, page, reader):
    answer_everybody(client, page)
    reader.execute("SELECT count(*) FROM surveys_sealedanswer")
    open_survey_box(page)
    assert Box.objects.get(page_id=page.pk).traces_remain
    reader.rollback()
    assert surveys.box.erase_traces()
    assert attacker.dead_rows("surveys_sealedanswer") == []
    assert not Box.objects.get(page_id=page.pk).traces_remain


def test_rewriting_keeps_the_answers_to_other_surveys(client, page):
    other = make_survey(title="Another", slug="another", questions=QUESTIONS)
    answer_everybody(client, other)
    kept = set(SealedAnswer.objects.values_list("pk", "ciphertext"))
    answer_everybody(client, page)
    open_survey_box(page)
    assert {(pk, bytes(data)) for pk, data in SealedAnswer.objects.values_list("pk", "ciphertext")} == {
        (pk, bytes(data)) for pk, data in kept
    }


def test_a_box_that_is_opened_again_names_nobody_of_those_who_came_later(client, page):
    answer_everybody(client, page)
    open_survey_box(page)
    surveys.box.let_open_again(Box.objects.get(page_id=page.pk))
    first = set(attacker.responses_by("id"))
    earlier = {person for person, _transaction in attacker.answered_in_order()}
    truth = answer_everybody(client, page)
    sealed = attacker.dump_box()
    assert attacker.read_through_transactions(sealed) == attacker.read_dead_rows() == {}
    open_survey_box(page)
    persons = [person for person, _transaction in attacker.answered_in_order() if person not in earlier]
    answers = [answer for answer in attacker.responses_by("ctid") if answer not in first]
    attempts = {
        "transactions": attacker.responses_by_transaction(),
        "dead rows": attacker.read_dead_rows(),
        "row order": attacker.match_orders(answers, persons),
        "key order": attacker.match_orders([one for one in attacker.responses_by("id") if one in answers], persons),
        "box order": attacker.match_orders(answers, attacker.persons_by_key(sealed)),
    }
    named = {attempt: hits(guess, truth) for attempt, guess in attempts.items()}
    assert max(named.values()) <= NO_BETTER_THAN_GUESSING, named
    assert attacker.dead_rows("surveys_sealedanswer") == []
