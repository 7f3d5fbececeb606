"""Another address: both mailboxes say yes, and neither hears of the other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.forgetting import forget_on_time
from members.links import Purpose, make
from members.models import AddressChange, Member, MonthlyCount
from members.moving import ask_to_move
from outbox.models import Message
from outbox.sending import drain

from .builders import make_enrolment, make_member

pytestmark = pytest.mark.django_db
OLD, NEW = "old@example.org", "new@example.org"


@pytest.fixture
def member():
    return make_member(email=OLD)


def ask(member, email=NEW):
    ask_to_move(member, email, now=timezone.now())
    return AddressChange.objects.get()


def say(client, change, purpose, choice="yes"):
    view = "move_from" if purpose == Purpose.MOVE_FROM else "move_to"
    return client.post(reverse(f"members:{view}", args=[make(purpose, change)]), {"choice": choice})


@pytest.mark.parametrize("order", [[Purpose.MOVE_FROM, Purpose.MOVE_TO], [Purpose.MOVE_TO, Purpose.MOVE_FROM]])
def test_the_address_changes_when_both_have_said_yes(client, member, order):
    change = ask(member, "New@Example.org")
    make_enrolment(email=NEW)
    say(client, change, order[0])
    member.refresh_from_db()
    assert member.email == OLD
    say(client, change, order[1])
    member.refresh_from_db()
    assert (member.email, member.email_key) == ("New@Example.org", NEW)
    assert not AddressChange.objects.exists()
    assert MonthlyCount.objects.get().transition == "moved"


def test_one_mailbox_that_says_yes_twice_is_still_one(client, member):
    change = ask(member)
    for _time in range(2):
        say(client, change, Purpose.MOVE_TO)
    member.refresh_from_db()
    assert member.email == OLD


@pytest.mark.parametrize("purpose", [Purpose.MOVE_FROM, Purpose.MOVE_TO])
def test_either_can_say_no(client, member, purpose):
    change = ask(member)
    say(client, change, purpose, "no")
    assert not AddressChange.objects.exists()
    assert say(client, change, Purpose.MOVE_FROM).status_code == 404


def test_links_in_the_old_mailbox_are_dead_afterwards(client, member):
    leave = reverse("members:leave", args=[make(Purpose.LEAVE, member)])
    change = ask(member)
    assert client.get(leave).status_code == 200
    say(client, change, Purpose.MOVE_FROM)
    say(client, change, Purpose.MOVE_TO)
    assert client.get(leave).status_code == 404


def test_neither_mail_names_the_other_address(member, mailoutbox):
    ask(member)
    drain()
    letters = {letter.to[0]: letter for letter in mailoutbox}
    assert set(letters) == {OLD, NEW}
    for to, other in ((OLD, NEW), (NEW, OLD)):
        for text in (letters[to].body, letters[to].alternatives[0].content, letters[to].subject):
            assert other not in text


def test_the_mailbox_of_another_member_hears_only_that_she_is_one(client, member, mailoutbox):
    other = make_member(email=NEW)
    change = ask(member)
    drain()
    (letter,) = [letter for letter in mailoutbox if letter.to == [NEW]]
    for text in (letter.body, letter.alternatives[0].content):
        assert "/medlem/flytt/" not in text
        assert OLD not in text
    say(client, change, Purpose.MOVE_FROM)
    other.refresh_from_db()
    assert (other.email, Member.objects.get(pk=member.pk).email) == (NEW, OLD)


def test_an_address_that_became_somebody_elses_meanwhile_is_not_taken(client, member):
    change = ask(member)
    say(client, change, Purpose.MOVE_FROM)
    make_member(email=NEW)
    assert say(client, change, Purpose.MOVE_TO).status_code == 404
    member.refresh_from_db()
    assert member.email == OLD
    assert not AddressChange.objects.exists()


def test_a_new_wish_takes_the_place_of_the_old_and_its_mail(member, mailoutbox):
    ask(member, "typo@example.org")
    ask(member, NEW)
    assert Message.objects.count() == 2
    drain()
    assert "typo@example.org" not in [letter.to[0] for letter in mailoutbox]


def test_a_wish_runs_out_after_a_week(client, member):
    change = ask(member)
    AddressChange.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert say(client, change, Purpose.MOVE_TO).status_code == 404
    assert forget_on_time(now=timezone.now())["moves"] == 1
    assert not Message.objects.exists()
