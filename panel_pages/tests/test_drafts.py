"""What is kept of somebody who answers in steps: unreadable without her link, gone in time, and only if she wants it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from invitations.models import Asking, Invitation
from members.links import draft_keys
from members.membership import leave
from panel_pages.answering.drafts import save
from panel_pages.answering.page import questionnaire_of
from panel_pages.jobs import forget_unsent
from panel_pages.tests.answering import form_url, opened_answers, receipt_url
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.stepping import AGREES, STEPS, names, travel, url, wishes
from surveys.models import Box, Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_survey(questions=STEPS)


def test_a_draft_is_of_one_length_and_cannot_be_read_or_found_without_the_link(client, page):
    short, long = invite(page), invite(page)
    name = names(page)
    client.post(url("step", short, 1), {name["How?"]: name["On foot"]})
    client.post(url("step", long, 1), travel(page, **{name["Why?"]: "x" * 2000}))
    drafts = [bytes(draft.ciphertext) for draft in Draft.objects.all()]
    assert len({len(draft) for draft in drafts}) == 1
    assert not any(b"xxxx" in draft or name["On foot"].encode() in draft for draft in drafts)
    assert {field.name for field in Draft._meta.get_fields()} == {"id", "box", "ciphertext"}
    assert not any(str(invitation.pk) == draft.id for draft in Draft.objects.all() for invitation in (short, long))


def test_a_draft_outlives_a_new_secret_and_moves_under_it(client, page, settings):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    old = settings.PANEL_SECRET
    settings.PANEL_SECRET, settings.PANEL_SECRET_FALLBACKS = "another-secret-that-is-long-enough", [old]
    client.post(url("step", invitation, 2), {})
    assert [draft.id for draft in Draft.objects.all()] == [next(iter(draft_keys(invitation)))]
    settings.PANEL_SECRET_FALLBACKS = []
    assert "It rains" in client.get(url("step", invitation, 1)).content.decode()


def test_a_damaged_draft_is_no_draft(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    Draft.objects.update(ciphertext=b"x" * 100)
    assert client.get(form_url(invitation)).status_code == 200
    assert client.post(url("step", invitation, 1), travel(page)).url == url("step", invitation, 2)


def test_a_step_that_meets_the_sending_leaves_no_draft(client, page):
    invitation = invite(page)
    client.post(url("step", invitation, 1), travel(page))
    survey = questionnaire_of(invitation.asking)
    Invitation.objects.update(answered=True)
    Draft.objects.all().delete()
    assert save(invitation, survey, survey.steps[0], {}) is None
    assert not Draft.objects.exists()


def test_a_draft_goes_with_the_member(client, page):
    invitation, other = invite(page), invite(page)
    for one in (invitation, other):
        client.post(url("step", one, 1), travel(page))
    leave(invitation.member)
    assert [draft.id for draft in Draft.objects.all()] == [next(iter(draft_keys(other)))]


@pytest.mark.parametrize(("minutes", "are_gone"), [(29, False), (31, True)])
def test_drafts_go_when_nobody_can_send_them_any_more(client, page, minutes, are_gone):
    client.post(url("step", invite(page), 1), travel(page))
    now = timezone.now()
    Asking.objects.update(closes_at=now - timedelta(minutes=minutes))
    forget_unsent(now)
    assert Draft.objects.exists() is not are_gone
    assert Box.objects.get().traces_remain is are_gone


# Special categories.


def test_sensitive_answers_are_kept_on_the_way_only_for_those_who_ask(client):
    page = make_survey(questions=STEPS, has_special_categories=True)
    invitation = invite(page)
    html = client.get(form_url(invitation)).content.decode()
    assert url("whole", invitation) in html
    # Nobody agrees to what she has not read.
    assert html.index(_("The answers are anonymous")) < html.index('name="consent"')
    assert html.count(_("The answers are anonymous")) == 1
    assert client.get(url("step", invitation, 1)).url == form_url(invitation)
    assert client.post(url("step", invitation, 1), travel(page)).url == form_url(invitation)
    assert not Draft.objects.exists()

    assert client.post(url("begin", invitation)).status_code == 422
    # Loaded again, or in another language.
    assert client.get(url("begin", invitation)).url == form_url(invitation)
    assert not Draft.objects.exists()
    assert client.post(url("begin", invitation), AGREES).url == url("step", invitation, 1)
    assert client.post(url("step", invitation, 1), travel(page)).url == url("step", invitation, 2)
    assert Draft.objects.count() == 1


def test_all_steps_can_be_answered_on_one_page(client):
    page = make_survey(questions=STEPS, has_special_categories=True)
    invitation = invite(page)
    html = client.get(url("whole", invitation)).content.decode()
    assert html.index("Travel") < html.index("How?") < html.index("Wishes") < html.index("What?")
    assert client.post(url("whole", invitation), travel(page) | wishes(page) | AGREES).url == receipt_url(invitation)
    assert len(opened_answers()) == 1
    assert not Draft.objects.exists()
