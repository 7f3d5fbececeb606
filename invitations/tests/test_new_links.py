"""A member is written to at another address: links in the old mailbox are dead, and what is open reaches her anew."""

import pytest
from django.utils import timezone

from invitations.asking import ask
from invitations.models import Contact, Invitation
from invitations.sending_off import INVITATION, NEW_LINK
from invitations.tests.builders import link_to, make_asking, make_member
from members.links import Purpose, find
from members.membership import leave
from members.on_behalf import move_on_paper
from outbox.models import Message
from outbox.sending import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A member who was asked, and whose mail has left."""
    now, member = timezone.now(), make_member()
    ask(make_asking(now=now), by=None, now=now)
    drain()
    return Invitation.objects.get(member=member)


def move(invitation):
    move_on_paper(invitation.member, "new@example.org", now=timezone.now())


def opens(link):
    return find(Purpose.ANSWER, link, Invitation.objects.all()) is not None


def test_the_old_link_is_dead_and_the_new_one_is_sent_to_the_new_address(asked, mailoutbox):
    old = link_to(asked)
    mailoutbox.clear()
    move(asked)
    assert not opens(old)
    drain()
    asked.refresh_from_db()
    (letter,) = mailoutbox
    assert letter.to == ["new@example.org"]
    assert link_to(asked) in letter.body
    assert old not in letter.body
    assert opens(link_to(asked))


def test_the_new_mail_takes_no_place_in_the_contact_budget(asked):
    move(asked)
    drain()
    assert Contact.objects.get().takes_a_place
    assert Message.objects.filter(kind=INVITATION).count() == 1


@pytest.mark.parametrize("changes", [{"answered": True}, {"declined": True}, {"reached": False}])
def test_whoever_needs_no_new_mail_gets_none_but_the_old_link_is_dead(asked, changes):
    Invitation.objects.update(**changes)
    old = link_to(asked)
    move(asked)
    assert not opens(old)
    assert not Message.objects.filter(kind=NEW_LINK).exists()


def test_what_is_closed_is_not_sent_again(asked):
    asked.asking.closes_at = timezone.now()
    asked.asking.save()
    move(asked)
    assert not Message.objects.filter(kind=NEW_LINK).exists()


def test_a_first_mail_that_still_waits_carries_the_new_link(mailoutbox):
    now, _member = timezone.now(), make_member()
    ask(make_asking(now=now), by=None, now=now)
    invitation = Invitation.objects.get()
    move(invitation)
    drain()
    invitation.refresh_from_db()
    (letter,) = mailoutbox
    assert letter.to == ["new@example.org"]
    assert link_to(invitation) in letter.body


def test_links_of_others_go_on_working(asked):
    other = Invitation.objects.create(asking=asked.asking, member=make_member(), reached=True)
    move(asked)
    assert opens(link_to(other))
    assert Message.objects.filter(kind=NEW_LINK).count() == 1


def test_the_waiting_mail_goes_when_she_leaves(asked):
    move(asked)
    leave(asked.member)
    assert not Message.objects.exists()
