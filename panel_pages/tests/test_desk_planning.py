"""Invitations made ready before the survey opens: they leave when it does, and nobody has to press anything then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from invitations.jobs import send_planned
from invitations.models import Asking, Invitation, Mailing
from invitations.tests.builders import make_member
from outbox.models import Message
from panel_pages.tests.builders import make_survey
from panel_pages.tests.mailings import draft_of, save, send, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    """A published survey that opens the day after tomorrow."""
    now = timezone.now()
    return make_survey(opens_at=now + timedelta(days=2), closes_at=now + timedelta(days=20))


def planned(owner, survey, **typed):
    """A mailing to one member, made ready at the desk and planned."""
    make_member()
    mailing = draft_of(owner, survey)
    if typed:
        assert save(owner, mailing, **typed).status_code == 302
    send(owner, mailing)
    mailing.refresh_from_db()
    return mailing


def test_the_desk_leads_to_the_choice_before_the_opening_and_says_when_it_leaves(owner, survey):
    assert url("choose_audience", survey.pk) in owner.get(url("desk", survey.pk)).content.decode()
    make_member()
    mailing = draft_of(owner, survey)
    when = f"{timezone.localtime(survey.asking.opens_at):%H:%M}"
    assert when in owner.get(url("mailing", mailing.pk)).content.decode()
    assert when in owner.get(url("send", mailing.pk)).content.decode()


def test_an_invitation_without_a_time_leaves_when_the_survey_opens_and_not_before(owner, survey):
    mailing = planned(owner, survey)
    opens_at = survey.asking.opens_at
    assert (mailing.state, mailing.send_at) == (Mailing.State.PLANNED, opens_at)
    send_planned(opens_at - timedelta(seconds=1))
    assert not Invitation.objects.exists() and not Message.objects.exists()
    send_planned(opens_at)
    assert (Invitation.objects.count(), Message.objects.count()) == (1, 1)


def test_a_time_before_the_opening_becomes_the_opening_and_one_after_it_stands(owner, survey):
    local = timezone.localtime(survey.asking.opens_at)
    for hours, expected in ((-5, local), (5, (local + timedelta(hours=5)).replace(second=0, microsecond=0))):
        typed = {"plan-send_at": f"{local + timedelta(hours=hours):%d.%m.%Y %H:%M}"}
        mailing = planned(owner, survey, **typed)
        assert (mailing.state, mailing.send_at) == (Mailing.State.PLANNED, expected)


def test_an_opening_that_is_put_off_is_waited_for(owner, survey):
    mailing = planned(owner, survey)
    opens_at = survey.asking.opens_at + timedelta(days=1)
    Asking.objects.update(opens_at=opens_at)
    send_planned(opens_at - timedelta(minutes=1))
    mailing.refresh_from_db()
    assert (mailing.state, mailing.problem) == (Mailing.State.PLANNED, "")
    assert f"{timezone.localtime(opens_at):%H:%M}" in owner.get(url("mailing", mailing.pk)).content.decode()
    send_planned(opens_at)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("over", [{"closes_at": timezone.now() - timedelta(hours=1)}, {"stopped_at": timezone.now()}])
def test_nobody_is_invited_to_a_survey_that_is_over_not_even_later(owner, survey, over):
    mailing = draft_of(owner, survey)
    tomorrow = timezone.now() + timedelta(days=1)
    Mailing.objects.update(send_at=tomorrow)
    Asking.objects.update(opens_at=timezone.now() - timedelta(days=3), **over)
    assert owner.get(url("choose_audience", survey.pk)).url == url("desk", survey.pk)
    send(owner, mailing)
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.DRAFT


def test_a_survey_that_is_not_published_asks_nobody(owner):
    survey = make_survey(is_published=False)
    assert owner.get(url("choose_audience", survey.pk)).url == url("desk", survey.pk)
    assert not Mailing.objects.exists()
