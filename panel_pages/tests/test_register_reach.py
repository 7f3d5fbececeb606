"""Addresses that somebody who reads the mailbox for replies marks by hand; and what a member was sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from invitations.asking import ask
from invitations.tests.builders import make_asking, make_member
from members.models import Member, RegisterEntry
from outbox.models import Message
from panel_pages.tests.builders import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(client):
    client.force_login(make_staff("members.see_register", "members.open_member", "members.edit_member"))
    return client


def act(client, handling, member):
    data = {"handling": handling, "nr": member.pk, "bekreftet": "ja", "reason": "Kom i retur"}
    return client.post(reverse("register:act"), data)


def test_an_address_marked_by_hand_gets_no_mail_until_the_mark_is_taken_away(caretaker):
    member = make_member()
    act(caretaker, "unreachable", member)
    assert not Member.objects.filter(unreachable_since_on=None).exists()
    entry = RegisterEntry.objects.get()
    assert (entry.action, entry.member_number, entry.purpose) == ("corrected", member.pk, "Kom i retur")
    assert ask(make_asking(now=timezone.now()), by=None, now=timezone.now()).count == 0
    act(caretaker, "reachable", member)
    assert ask(make_asking(now=timezone.now()), by=None, now=timezone.now()).count == 1


@pytest.mark.parametrize("handling", ["unreachable", "reachable"])
def test_only_those_who_may_correct_members_mark_an_address(client, handling):
    client.force_login(make_staff("members.see_register", "members.open_member"))
    assert act(client, handling, make_member()).status_code == 403


def test_a_members_page_shows_what_she_was_sent(caretaker):
    member = make_member()
    asking = make_asking(now=timezone.now())
    page = reverse("register:member", args=[member.pk])
    assert asking.page.title not in caretaker.get(page).content.decode()
    ask(asking, by=None, now=timezone.now())
    response = caretaker.get(page)
    assert [(mailing.asking, state) for mailing, state, _moment in response.context["sent"]] == [(asking, "pending")]
    assert asking.page.title in response.content.decode()
    assert f"<td>{Message.State.PENDING.label}</td>" in response.content.decode()
