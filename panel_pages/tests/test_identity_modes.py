"""Three ways of standing by one's answer: with nobody knowing, with a code until a date, and with who one is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from figures.shares import smallest_group
from invitations.models import Asking, Invitation
from members.membership import leave
from panel_pages.jobs import forget_unsent, take_out_due_subjects
from panel_pages.tests.answering import form_url, opened_answers, statements
from panel_pages.tests.builders import QUESTIONS, filled_in, invite, make_survey
from panel_pages.tests.modes import HEADINGS, answered_by, change_url, days, in_code, named, open_up, told
from panel_pages.tests.stepping import STEPS, answer_all, names, url
from surveys.answer_log import AnswerEntry
from surveys.models import Box, Draft, FreeText, Response, SealedAnswer
from surveys.subjects import row_key

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mode", HEADINGS)
@pytest.mark.parametrize("questions", [QUESTIONS, STEPS])
def test_the_mode_speaks_before_the_first_question(client, mode, questions):
    until = {"subject_until_on": days(90)} if mode == "pseudonymous" else {}
    page = make_survey(questions=questions, identity_mode=mode, **until)

    html = client.get(form_url(invite(page))).content.decode()

    shown = [name for name, heading in HEADINGS.items() if f"<h2>{_(heading)}</h2>" in html]
    assert shown == [mode]
    said = html.index(f"<h2>{_(HEADINGS[mode])}</h2>")
    first_question = html.find('name="q_')
    assert said < first_question if questions is QUESTIONS else first_question == -1


@pytest.mark.parametrize(("make", "day"), [(in_code, days(90)), (named, days(300)), (make_survey, None)])
def test_the_mode_says_until_which_day_the_answer_is_hers(client, make, day):
    page = make(retention_on=days(300))
    html = client.get(form_url(invite(page))).content.decode()
    notice = html[html.index('class="notice"') : html.index('name="q_')]
    assert [date_format(one) for one in (days(90), days(300)) if date_format(one) in notice] == (
        [date_format(day)] if day else []
    )


def test_an_anonymous_answer_has_no_subject_and_cannot_be_changed(client):
    page = make_survey()
    (invitation,) = answered_by(client, page, 1)

    assert Invitation.objects.get().subject is None
    assert not Draft.objects.exists()
    for send in (
        lambda: client.get(change_url(invitation)),
        lambda: client.post(change_url(invitation), filled_in(page) | told(page)),
    ):
        html = send().content.decode()
        assert change_url(invitation) not in html
        assert "q_" not in html
    assert SealedAnswer.objects.count() == 1


@pytest.mark.parametrize("make", [in_code, named])
def test_answer_and_invitation_share_a_key_and_a_change_takes_the_place_of_the_first(client, make):
    page = make()
    (invitation,) = answered_by(client, page, 1)
    invitation.refresh_from_db()

    html = client.get(form_url(invitation)).content.decode()
    assert change_url(invitation) in html
    html = client.get(change_url(invitation)).content.decode()
    assert "The search" in html
    assert (
        client.post(change_url(invitation), filled_in(page, **{"What first?": "The colours"}) | told(page)).status_code
        == 302
    )

    assert SealedAnswer.objects.get().pk == row_key(invitation.subject)
    (content,) = opened_answers()
    assert content["subject"] == str(invitation.subject)
    assert "The colours" in content["answers"].values()
    assert "The search" not in content["answers"].values()


def test_a_form_sent_twice_does_not_change_the_answer(client):
    page = in_code()
    (invitation,) = answered_by(client, page, 1)
    assert (
        client.post(form_url(invitation), filled_in(page, **{"What first?": "Other"}) | told(page)).status_code == 200
    )
    assert "Other" not in str(opened_answers())


@pytest.mark.parametrize("make", [in_code, named])
def test_in_steps_the_answer_is_changed_on_the_review(client, make):
    page = make(questions=STEPS)
    invitation = invite(page)
    answer_all(client, page, invitation)
    client.post(url("review", invitation), told(page))
    assert client.get(change_url(invitation)).url == url("review", invitation)
    assert client.get(url("review", invitation)).status_code == 200

    client.post(url("step", invitation, 2), {names(page)["How far?"]: "9"})
    # What is changed on the way counts only when it is sent.
    assert 9 not in opened_answers()[0]["answers"].values()
    assert client.post(url("review", invitation), told(page)).status_code == 302
    (content,) = opened_answers()
    assert 9 in content["answers"].values() and 7 not in content["answers"].values()


def test_no_answer_is_changed_after_closing(client, settings):
    page = in_code()
    (invitation,) = answered_by(client, page, 1)
    before = SealedAnswer.objects.get().ciphertext
    Asking.objects.update(closes_at=timezone.now() - settings.SURVEY_GRACE_PERIOD)

    assert client.post(change_url(invitation), filled_in(page) | told(page)).status_code == 200
    assert change_url(invitation) not in client.get(form_url(invitation)).content.decode()
    assert bytes(SealedAnswer.objects.get().ciphertext) == bytes(before)
    forget_unsent(timezone.now())
    assert not Draft.objects.exists()


def test_whoever_has_not_answered_has_nothing_to_change(client):
    invitation = invite(in_code())
    assert client.get(change_url(invitation)).url == form_url(invitation)


def test_changing_costs_no_more_for_many(client):
    page = in_code()
    counts = []
    for invitation in answered_by(client, page, 3)[::2]:
        with CaptureQueriesContext(connection) as queries:
            client.post(change_url(invitation), filled_in(page) | told(page))
        counts.append(len(statements(queries)))
    assert counts[0] == counts[1] <= 10


def test_keys_go_on_their_date_and_no_answer_is_where_it_was(client):
    page = in_code()
    answered_by(client, page, smallest_group())
    open_up(page)
    before = set(Response.objects.values_list("pk", "subject"))
    texts = set(FreeText.objects.values_list("pk", flat=True))
    assert {subject for _pk, subject in before} == set(Invitation.objects.values_list("subject", flat=True))
    assert None not in dict(before).values()

    take_out_due_subjects(timezone.now() + timedelta(days=89))
    assert set(Response.objects.values_list("pk", "subject")) == before
    take_out_due_subjects(timezone.now() + timedelta(days=91))

    assert Response.objects.count() == smallest_group()
    assert not Response.objects.filter(subject__isnull=False).exists()
    assert not FreeText.objects.filter(subject__isnull=False).exists()
    assert not Invitation.objects.filter(subject__isnull=False).exists()
    assert not set(Response.objects.values_list("pk", flat=True)) & {pk for pk, _subject in before}
    assert not set(FreeText.objects.values_list("pk", flat=True)) & texts
    [entry] = AnswerEntry.objects.all()
    assert (entry.action, entry.user, entry.count) == (AnswerEntry.Action.UNTIED, None, smallest_group())
    assert Box.objects.get().traces_remain  # inside a test's transaction nothing can be erased


def test_a_box_opened_after_the_date_brings_out_no_key(client):
    page = in_code()
    answered_by(client, page, smallest_group())
    Box.objects.update(subject_until_on=days(0))
    take_out_due_subjects(timezone.now())
    assert not SealedAnswer.objects.filter(
        pk__in=[row_key(one) for one in Invitation.objects.values_list("subject", flat=True) if one]
    )
    open_up(page)
    assert Response.objects.count() == smallest_group()
    assert not Response.objects.filter(subject__isnull=False).exists()


@pytest.mark.parametrize("make", [in_code, named])
@pytest.mark.parametrize("is_open", [True, False])
def test_whoever_leaves_takes_her_answer_along(client, make, is_open):
    page = make()
    invitations = answered_by(client, page, smallest_group() + 1)
    if not is_open:
        open_up(page)
    subject = Invitation.objects.get(pk=invitations[0].pk).subject

    leave(invitations[0].member)

    assert Invitation.objects.get(pk=invitations[0].pk).subject is None
    assert not SealedAnswer.objects.filter(pk=row_key(subject)).exists()
    assert not Response.objects.filter(subject=subject).exists()
    assert not FreeText.objects.filter(subject=subject).exists()
    assert SealedAnswer.objects.count() + Response.objects.count() == smallest_group()
    assert Box.objects.get().traces_remain
    if not is_open:
        assert Box.objects.get().opened_count == smallest_group()


def test_an_anonymous_answer_stays_when_its_writer_leaves(client):
    page = make_survey()
    (invitation,) = answered_by(client, page, 1)
    leave(invitation.member)
    assert SealedAnswer.objects.count() == 1
