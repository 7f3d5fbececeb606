"""Answering: one link, one answer, nothing revealed and nothing lost silently."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.debug import SafeExceptionReporterFilter

from home.tests.test_form_fields import Elements
from invitations.models import Asking, Invitation
from invitations.tests.builders import link_to, make_member
from members.links import Purpose, make
from members.membership import leave
from panel_pages.answering import sending, way_in, whole
from panel_pages.tests.answering import form_url, opened_answers, receipt_url, state_of_the_database
from panel_pages.tests.builders import field_names, filled_in, invite, make_survey
from surveys.models import SealedAnswer

pytestmark = pytest.mark.django_db


def test_form_shows_facts_questions_and_headings(client):
    page = make_survey()

    response = client.get(form_url(invite(page)))

    html = response.content.decode()
    assert response.status_code == 200
    for text in ("Better web pages", "Finding things", "Easy?", "Kari Nordmann", "kari@example.org", "The unit"):
        assert text in html
    assert html.index("Finding things") < html.index("One word") < html.index("Easy?") < html.index("What first?")
    assert gettext("The answers are anonymous") in html


def test_valid_answer_ticks_the_invitation_and_drops_one_sealed_answer(client):
    page = make_survey()
    invitation = invite(page)

    response = client.post(form_url(invitation), filled_in(page))

    assert response.status_code == 302
    assert response.url == receipt_url(invitation)
    invitation.refresh_from_db()
    assert invitation.answered
    (answers,) = opened_answers()
    assert all(value in answers.values() for value in ("Fine", 4, "The search"))


def test_receipt_says_thanks_and_shows_no_answer(client):
    page = make_survey()
    invitation = invite(page)

    html = client.post(form_url(invitation), filled_in(page), follow=True).content.decode()

    assert gettext("Thank you for your answer") in html
    assert "Fine" not in html
    assert "The search" not in html


def test_receipt_before_answering_leads_to_the_form(client):
    invitation = invite(make_survey())

    response = client.get(receipt_url(invitation))

    assert (response.status_code, response.url) == (302, form_url(invitation))


def test_invalid_form_comes_back_filled_and_says_so_in_the_title(client):
    page = make_survey()
    invitation = invite(page)

    response = client.post(form_url(invitation), filled_in(page, **{"Easy?": "", "What first?": "Keep <this> 🙂"}))

    html = response.content.decode()
    assert response.status_code == 422
    assert re.search(rf"<title>\s*{gettext('Error:')}", html)
    assert "Keep &lt;this&gt; 🙂" in html
    assert not Invitation.objects.answered().exists()
    assert not SealedAnswer.objects.exists()


def test_second_answer_is_not_stored(client):
    page = make_survey()
    invitation = invite(page)
    client.post(form_url(invitation), filled_in(page))

    again = client.post(form_url(invitation), filled_in(page))
    look = client.get(form_url(invitation))

    assert (again.status_code, look.status_code) == (200, 200)
    assert gettext("You have already answered") in look.content.decode()
    assert gettext("You have already answered") in again.content.decode()
    assert SealedAnswer.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_writes_nothing(client, method):
    invitation = invite(make_survey())
    before = state_of_the_database()

    with CaptureQueriesContext(connection) as queries:
        getattr(client, method)(form_url(invitation))
        getattr(client, method)(receipt_url(invitation))

    assert state_of_the_database() == before
    assert all(query["sql"].startswith("SELECT") for query in queries)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(form_url(invite(make_survey()))).status_code == 405


def test_every_dead_link_gets_the_same_page(client):
    page = make_survey()
    invitation, other = invite(page), invite(page)
    left = make_member()
    of_one_who_left = link_to(invite(page, left))
    leave(left)
    mac = link_to(other).partition(".")[2]
    unpublished = invite(make_survey())
    unpublished.asking.page.unpublish()
    dead = {
        "forged": f"{invitation.pk}.{'a' * 22}",
        "of another invitation": f"{invitation.pk}.{mac}",
        "no such invitation": f"999999.{mac}",
        "for another purpose": make(Purpose.LEAVE, invitation),
        "malformed": "nonsense",
        "of one who left": of_one_who_left,
        "unpublished": link_to(unpublished),
    }

    answers = {
        (method, name, view): getattr(client, method)(reverse(view, args=[link]))
        for name, link in dead.items()
        for view, method in (("answering:form", "get"), ("answering:form", "post"), ("answering:receipt", "get"))
    }

    assert {response.status_code for response in answers.values()} == {404}
    assert len({response.content for response in answers.values()}) == 1
    assert "The web pages" not in next(iter(answers.values())).content.decode()


@pytest.mark.parametrize("link", ["%00", "1.%00", "%F0%9F%99%82", "%3Cscript%3E", "9" * 3000])
def test_strange_link_is_a_dead_link(client, link):
    page = client.get(f"/svar/{link}/")
    assert page.status_code == 404
    assert 'class="arrow" href="/"' in page.content.decode()


def test_member_on_pause_may_still_answer_what_she_was_asked(client):
    page = make_survey()
    member = make_member(state="paused")

    assert client.post(form_url(invite(page, member)), filled_in(page)).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_submissions_store_one_answer():
    page = make_survey()
    invitation = invite(page)
    barrier = Barrier(2)
    statuses = []

    def send():
        browser = Client()
        barrier.wait()
        statuses.append(browser.post(form_url(invitation), filled_in(page)).status_code)
        connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses.count(302) == 1
    assert set(statuses) <= {302, 200, 409}
    assert SealedAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_database_gone_at_submit_stores_nothing_and_keeps_what_was_typed(client, monkeypatch, caplog):
    page = make_survey()
    invitation = invite(page)

    def break_down(*about, **_background):
        raise DatabaseError(f"could not store {about}")

    monkeypatch.setattr(sending, "mark_and_drop", break_down)
    response = client.post(form_url(invitation), filled_in(page))
    assert "DatabaseError" in caplog.text
    assert "The search" not in caplog.text

    assert response.status_code == 503
    assert "The search" in response.content.decode()
    invitation.refresh_from_db()
    assert not invitation.answered
    assert not SealedAnswer.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_database_gone_from_the_start_gets_a_clear_page(client, monkeypatch, method):
    url = form_url(invite(make_survey()))

    def break_down(link, *also):
        raise DatabaseError("gone")

    monkeypatch.setattr(way_in, "find_invitation", break_down)
    response = getattr(client, method)(url)

    assert response.status_code == 503
    assert gettext("Something went wrong on our side") in response.content.decode()


def test_what_is_sent_while_the_database_is_gone_can_be_sent_again(client, monkeypatch):
    page = make_survey()
    invitation = invite(page)
    data = filled_in(page, **{"What first?": 'Two\r\nlines, "marks" and <b>'})

    def break_down(*_about):
        raise DatabaseError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(way_in, "find_invitation", break_down)
        response = client.post(form_url(invitation), data)
    fields = [field for field in Elements(response.content.decode()).named("input") if field["name"].startswith("q_")]
    again = {name: [field["value"] for field in fields if field["name"] == name] for name in data}

    assert response.status_code == 503
    assert client.post(form_url(invitation), again).url == receipt_url(invitation)
    (answer,) = opened_answers()
    assert len(answer) == len(data)
    assert data[field_names(page)["What first?"]] in answer.values()


def test_form_without_csrf_token_is_refused():
    page = make_survey()
    invitation = invite(page)

    assert Client(enforce_csrf_checks=True).post(form_url(invitation), filled_in(page)).status_code == 403
    assert not SealedAnswer.objects.exists()


def test_pages_behind_a_link_leak_it_nowhere(client):
    page = make_survey()
    invitation = invite(page)
    responses = [client.get(form_url(invitation)), client.post(form_url(invitation), filled_in(page))]
    responses += [client.get(receipt_url(invitation)), client.get(form_url(invitation)), client.get("/svar/x/")]

    for response in responses:
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "🙂" * 20, "a\x00b", "x" * 1_000_000, "\r\n" * 50, "\u202e{{ 7|add:1 }}{% now %}"],
    ids=["html", "emoji", "nul", "megabyte", "lines", "templates"],
)
@pytest.mark.parametrize("label", ["One word", "Easy?", "Where?", "How content?", "What first?"])
def test_bad_input_in_any_field_is_stored_as_it_is_or_refused_kindly(client, label, typed):
    page = make_survey()
    invitation = invite(page)

    response = client.post(form_url(invitation), filled_in(page, **{label: typed}))

    assert response.status_code in (302, 422)
    assert "<script>alert" not in response.content.decode()
    assert SealedAnswer.objects.count() == (response.status_code == 302)


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "utf-16-le"])
@pytest.mark.parametrize("is_late", [False, True])
def test_form_in_an_odd_encoding_is_refused(client, charset, is_late):
    page = make_survey()
    invitation = invite(page)
    if is_late:
        Asking.objects.update(stopped_at=timezone.now() - timedelta(days=1))
    name = field_names(page)["What first?"]
    half = {"utf-7": "+2AA-", "unicode_escape": r"\ud800"}.get(charset, "x")
    body = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{half}\r\n--b--\r\n'.encode()

    response = client.generic(
        "POST", form_url(invitation), body, content_type=f"multipart/form-data; boundary=b; charset={charset}"
    )

    assert response.status_code == 400
    assert not SealedAnswer.objects.exists()


def test_unknown_fields_are_ignored(client):
    page = make_survey()

    client.post(form_url(invite(page)), filled_in(page) | {"name": "Kari", "q_" + "0" * 32: "1"})

    assert "Kari" not in str(opened_answers())


def test_answers_to_questions_stand_under_their_uuid(client):
    page = make_survey()
    client.post(form_url(invite(page)), filled_in(page))

    (answers,) = opened_answers()

    assert {"q_" + key.replace("-", "") for key in answers} == set(field_names(page).values())


@pytest.mark.django_db
def test_an_error_report_holds_no_answer(rf):
    request = rf.post("/svar/1.x/", {"q_1": "hemmelig"})
    whole.answer(request, link="1.x")
    shown = SafeExceptionReporterFilter().get_post_parameters(request)
    assert "hemmelig" not in str(shown)
