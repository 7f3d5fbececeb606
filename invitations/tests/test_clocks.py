"""Sending and reminding over the change of clocks: 28 March 2027 at 02:00 and 31 October 2027 at 03:00."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from invitations.asking import ask
from invitations.drafts import change_draft, draft, plan
from invitations.jobs import send_planned, send_reminders
from invitations.models import Invitation, Mailing
from invitations.tests.builders import make_asking, make_member
from outbox.models import Message

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize("sunday", [datetime(2027, 3, 28, tzinfo=OSLO), datetime(2027, 10, 31, tzinfo=OSLO)])
def test_a_reminder_leaves_at_the_same_hour_also_when_the_clocks_have_changed(sunday):
    asked_at = sunday - timedelta(days=3) + timedelta(hours=10)
    make_member()
    asking = make_asking(now=asked_at, closes_at=asked_at + timedelta(days=30))
    ask(asking, by=None, now=asked_at, remind_on_days=[7, 12])
    Invitation.objects.update(reached=True)
    due = (sunday + timedelta(days=4, hours=10)).astimezone(ZoneInfo("UTC"))
    send_reminders(due - timedelta(minutes=1))
    assert Mailing.objects.filter(kind="reminder").count() == 0
    send_reminders(due)
    assert Mailing.objects.filter(kind="reminder").count() == 1


@pytest.mark.parametrize("day", [datetime(2027, 3, 28, 12, tzinfo=OSLO), datetime(2027, 10, 31, 12, tzinfo=OSLO)])
def test_what_is_planned_for_the_day_of_the_change_goes_at_its_hour_and_once(day):
    make_member()
    mailing = draft(Mailing.Kind.INVITATION, asking=make_asking(now=day), by=None)
    change_draft(mailing, by=None, send_at=day)
    plan(mailing, by=None)
    moment = day.astimezone(ZoneInfo("UTC"))
    for minutes, count in ((-61, 0), (-1, 0), (0, 1), (1, 1), (-60, 1)):  # and with the clock set back
        send_planned(moment + timedelta(minutes=minutes))
        assert Message.objects.count() == count


def test_a_clock_set_a_day_back_or_on_reminds_nobody_twice():
    now = timezone.now()
    make_member()
    ask(make_asking(now=now, closes_at=now + timedelta(days=30)), by=None, now=now, remind_on_days=[7])
    Invitation.objects.update(reached=True)
    for days in (7, 6, 7, 8, 9):
        send_reminders(now + timedelta(days=days))
    assert Message.objects.filter(kind="invitations.reminder").count() == 1
