"""Reminders: by themselves, to those who have not answered, and to nobody else."""

from datetime import timedelta

import pytest

from invitations.asking import ask
from invitations.jobs import send_reminders
from invitations.models import Asking, Invitation, Mailing
from invitations.sending_off import REMINDER
from invitations.tests.builders import NOW, make_asking, make_member
from members.membership import leave
from members.models import Member
from outbox.models import Message
from outbox.registry import MAIL_KINDS, Skip

pytestmark = pytest.mark.django_db


def after(**kwargs):
    return NOW + timedelta(**kwargs)


@pytest.fixture
def asked():
    """Three members who were asked today and are reminded on day 7 and 12; the survey is open for three weeks."""
    for _ in range(3):
        make_member()
    asking = make_asking(closes_at=after(days=21))
    mailing = ask(asking, by=None, now=NOW, remind_on_days=[7, 12])
    Invitation.objects.update(reached=True)
    return mailing


def reminded():
    return Message.objects.filter(kind=REMINDER).count()


def build(message):
    return MAIL_KINDS[REMINDER].build(message)


def test_reminders_leave_on_their_days_once_each(asked):
    send_reminders(after(days=6, hours=23))
    assert reminded() == 0
    send_reminders(after(days=7))
    send_reminders(after(days=7, minutes=5))
    assert reminded() == 3
    send_reminders(after(days=12))
    send_reminders(after(days=20))
    assert reminded() == 6
    assert [(row.round, row.count) for row in asked.reminders.order_by("round")] == [(1, 3), (2, 3)]


def test_a_day_without_a_worker_delays_reminders_and_doubles_none(asked):
    send_reminders(after(days=13))
    assert reminded() == 3
    send_reminders(after(days=14))
    assert reminded() == 3


@pytest.mark.parametrize("done", [{"answered": True}, {"declined": True}, {"reached": False}])
def test_those_who_answered_or_declined_or_were_never_reached_are_not_reminded(asked, done):
    Invitation.objects.filter(pk=Invitation.objects.first().pk).update(**done)
    send_reminders(after(days=7))
    assert reminded() == 2


@pytest.mark.parametrize("state", ["paused", "stopped", "inactive"])
def test_those_who_want_no_mail_are_not_reminded(asked, state):
    Member.objects.filter(pk=Member.objects.first().pk).update(state=state)
    send_reminders(after(days=7))
    assert reminded() == 2


@pytest.mark.parametrize(
    "ended", [{"stopped_at": after(days=1)}, {"closes_at": after(days=7, hours=6)}, {"cohort_fixed_at": after(days=1)}]
)
def test_nobody_is_reminded_of_what_is_over_or_nearly(asked, ended):
    Asking.objects.update(**ended)
    send_reminders(after(days=7))
    assert reminded() == 0


def test_a_paused_or_called_off_mailing_reminds_nobody(asked):
    Mailing.objects.update(state=Mailing.State.PAUSED)
    send_reminders(after(days=7))
    assert reminded() == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda: Invitation.objects.update(answered=True), "answered"),
        (lambda: Invitation.objects.update(declined=True), "declined"),
        (lambda: Member.objects.update(state="paused"), "paused"),
        (lambda: Member.objects.update(unreachable_since_on=NOW.date()), "unreachable"),
        (lambda: Asking.objects.update(stopped_at=NOW), "closed"),
    ],
)
def test_a_reminder_in_line_stops_the_moment_there_is_no_reason_for_it(asked, change, reason):
    send_reminders(after(days=7))
    change()
    assert build(Message.objects.filter(kind=REMINDER).first()) == Skip(reason)


def test_who_leaves_takes_her_waiting_mail_with_her(asked):
    send_reminders(after(days=7))
    leave(Member.objects.first())
    assert reminded() == 2
    assert asked.contacts.count() == 2


def test_later_invitations_to_the_same_survey_have_reminders_of_their_own(asked):
    make_member()
    second = ask(asked.asking, by=None, now=after(days=3), remind_on_days=[7])
    Invitation.objects.update(reached=True)
    send_reminders(after(days=7))
    assert reminded() == 3
    send_reminders(after(days=10))
    assert reminded() == 4
    assert second.reminders.get().count == 1
