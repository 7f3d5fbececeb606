"""Three ways of standing by one's answer: with nobody knowing, with a code until a date, and with who one is."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from figures.shares import smallest_group
from invitations.models import Asking, Invitation
from invitations.tests.builders import link_to
from members.membership import leave
from members.tests.builders import make_member
from panel_pages.jobs import forget_unsent, open_boxes, take_out_due_subjects
from panel_pages.tests.answering import form_url, opened_answers, statements
from panel_pages.tests.builders import QUESTIONS, filled_in, invite, make_survey
from panel_pages.tests.test_steps import STEPS, answer_all, names, url
from surveys.models import Box, Draft, FreeText, Response, SealedAnswer
from surveys.subjects import row_key

pytestmark = pytest.mark.django_db


def days(number):
    return (timezone.now() + timedelta(days=number)).date()


def in_code(**kwargs):
    """A survey with a code."""
    return make_survey(identity_mode="pseudonymous", subject_until_on=days(90), **kwargs)


def named(**kwargs):
    """A survey that says who answered what."""
    return make_survey(identity_mode="identified", **kwargs)


def told(page):
    """What a form of the survey says that it was drawn with."""
    return {"told": Box.objects.get(page_id=page.pk).told}


def change_url(invitation):
    return reverse("answering:change", args=[link_to(invitation)])


def answered_by(client, page, count, **changes):
    """`count` members who have answered `page`."""
    invitations = [invite(page) for _ in range(count)]
    for invitation in invitations:
        assert client.post(form_url(invitation), filled_in(page, **changes) | told(page)).status_code == 302
    return invitations


def open_up(page):
    """Close the survey and let the worker open its box."""
    Asking.objects.filter(page=page).update(
        opens_at=timezone.now() - timedelta(days=3), closes_at=timezone.now() - timedelta(days=2)
    )
    open_boxes(timezone.now())


HEADINGS = {
    "anonymous": "The answers are anonymous",
    "pseudonymous": "The answers have a code instead of your name",
    "identified": "The answers are not anonymous",
}


@pytest.mark.parametrize("mode", HEADINGS)
@pytest.mark.parametrize("questions", [QUESTIONS, STEPS])
def test_the_mode_speaks_before_the_first_question(client, mode, questions):
    until = {"subject_until_on": days(90)} if mode == "pseudonymous" else {}
    page = make_survey(questions=questions, identity_mode=mode, **until)

    html = client.get(form_url(invite(page))).content.decode()

    shown = [name for name, heading in HEADINGS.items() if f"<h2>{_(heading)}</h2>" in html]
    assert shown == [mode]


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


CHANGES = [
    {"identity_mode": "identified"},
    {"subject_until_on": days(120)},
    {"adds_gender": True},
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_been_promised_stands_from_the_first_answer(client, change):
    page = in_code()
    for name, value in change.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.identity_mode, page.subject_until_on, page.adds_gender = "pseudonymous", days(90), False
    page.save_revision().publish()
    answered_by(client, page, 1)
    for name, value in change.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError):
        page.save_revision().publish()
    with pytest.raises(ValidationError):
        page.save()
    assert Box.objects.get().identity_mode == "pseudonymous"
    assert Box.objects.get().background == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"identity_mode": "pseudonymous"},
        {"identity_mode": "pseudonymous", "subject_until_on": days(2)},
        {"identity_mode": "pseudonymous", "subject_until_on": days(900)},
        {"adds_age": True, "adds_gender": True, "adds_zone": True},
    ],
)
def test_what_cannot_be_promised_is_not_published(wrong):
    with pytest.raises(ValidationError):
        make_survey(**wrong)


def test_background_is_coarse_and_never_beside_a_text(client):
    page = make_survey(adds_age=True, adds_gender=True)
    for gender, count in (("woman", 12), ("man", 3)):
        for invitation in [
            invite(page, make_member(gender=gender, birth_year=timezone.now().year - 35)) for place in range(count)
        ]:
            client.post(form_url(invitation), filled_in(page) | told(page))
    another = invite(page, make_member(birth_year=timezone.now().year - 35))
    assert _("age group") in client.get(form_url(another)).content.decode()

    open_up(page)

    stored = [tuple(background.values()) for background in Response.objects.values_list("background", flat=True)]
    assert ("background_age", _("Age group")) in page.get_data_fields()
    assert Response.objects.first().get_data()["background_age"] == "30–44"
    # Three men would be known, and so would three of whom only the age is told.
    assert set(stored) == {("30–44", "")}
    assert {field.name for field in FreeText._meta.get_fields() if field.concrete} == {
        "id", "structure", "question", "text", "subject", "is_from_open_link",
    }  # fmt: skip


def test_without_background_nothing_is_added(client):
    page = make_survey()
    answered_by(client, page, smallest_group())
    open_up(page)
    assert set(map(str, Response.objects.values_list("background", flat=True))) == {"{}"}


def test_sealed_rows_of_a_survey_have_one_length_in_every_mode(client):
    page = in_code(adds_zone=True)
    answered_by(client, page, 2)
    answered_by(client, page, 1, **{"What first?": "x" * 900})
    assert len({len(bytes(data)) for data in SealedAnswer.objects.values_list("ciphertext", flat=True)}) == 1


def test_special_categories_ask_adults_only_and_consent_before_anything_is_taken(client):
    page = make_survey(has_special_categories=True, min_age=16)
    assert Asking.objects.get().min_age == 18
    invitation = invite(page)

    refused = client.post(form_url(invitation), filled_in(page) | told(page))
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "<title>Feil:" in html and 'href="#consent"' in html and "The search" in html
    assert not SealedAnswer.objects.exists()

    assert client.post(form_url(invitation), filled_in(page) | {"consent": "yes"}).status_code == 302
    assert "consent" not in str(opened_answers())


def test_the_age_limit_goes_to_whom_may_be_asked():
    make_survey(min_age=16)
    assert Asking.objects.get().min_age == 16
    assert Asking.objects.get().is_for(timezone.now().year - 30, year=timezone.now().year)


def test_other_surveys_ask_no_consent(client):
    page = make_survey()
    assert 'id="consent"' not in client.get(form_url(invite(page))).content.decode()


@pytest.mark.parametrize("questions", [QUESTIONS, STEPS])
def test_whoever_was_told_something_else_is_told_anew_before_anything_is_stored(client, questions):
    page = make_survey(questions=questions)
    invitation = invite(page)
    if questions is STEPS:
        answer_all(client, page, invitation)
        address, data = url("review", invitation), {"told": "anonymous"}
    else:
        address, data = form_url(invitation), filled_in(page) | {"told": "anonymous"}
    page.identity_mode = "identified"
    page.save_revision().publish()

    response = client.post(address, data)

    assert response.status_code == 422
    assert f"<h2>{_(HEADINGS['identified'])}</h2>" in response.content.decode()
    assert not SealedAnswer.objects.exists() and not Invitation.objects.get().answered
    assert client.post(address, data | told(page)).status_code == 302
    assert SealedAnswer.objects.exists()
