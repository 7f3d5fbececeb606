"""Addresses that take no mail any more, as far as our own mail server can tell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from invitations.asking import ask
from invitations.jobs import send_reminders
from invitations.models import Invitation
from invitations.tests.builders import make_asking, make_member
from members.models import Member
from outbox.models import Message
from outbox.sending import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def messages():
    """The invitation and the two reminders of one member, all waiting."""
    now = timezone.now()
    make_member()
    asking = make_asking(now=now, closes_at=now + timedelta(days=30))
    ask(asking, by=None, now=now, remind_on_days=[7, 12])
    Invitation.objects.update(reached=True)
    send_reminders(now + timedelta(days=7))
    send_reminders(now + timedelta(days=12))
    return list(Message.objects.order_by("pk"))


def fail(message, outcome):
    settle(message, Message.State.FAILED, outcome, from_state=Message.State.PENDING)


def is_unreachable():
    return Member.objects.get().unreachable_since_on is not None


def test_two_refusals_in_a_row_for_want_of_a_mailbox_make_a_member_unreachable(messages):
    fail(messages[0], "smtp 550")
    assert not is_unreachable()
    fail(messages[1], "smtp 550")
    assert is_unreachable()
    assert not Member.objects.active().exists()


def test_a_mail_that_arrived_in_between_starts_the_count_again(messages):
    fail(messages[0], "smtp 550")
    settle(messages[1], Message.State.SENT, from_state=Message.State.PENDING)
    fail(messages[2], "smtp 550")
    assert not is_unreachable()


@pytest.mark.parametrize("outcome", ["smtp data 554", "smtp 552", "ValueError"])
def test_refusals_of_the_mail_itself_say_nothing_of_the_address(messages, outcome):
    for message in messages:
        fail(message, outcome)
    assert not is_unreachable()


def test_how_many_it_takes_is_a_setting(messages, settings):
    settings.PANEL_UNREACHABLE_AFTER = 1
    fail(messages[0], "smtp 550")
    assert is_unreachable()
