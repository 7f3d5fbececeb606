"""A member who phones about another address: what she must confirm, what staff may do, and what the log says."""

import pytest
from django.urls import reverse
from django.utils import timezone

from members.links import draft_keys
from members.models import AddressChange, Member, RegisterEntry
from members.on_behalf import move_on_paper
from members.tests.builders import make_member
from outbox.models import Message
from outbox.sending import drain
from panel_pages.register.access import EDIT, OPEN, SEE
from panel_pages.tests.builders import invite, make_staff, make_survey
from panel_pages.tests.stepping import STEPS, travel
from panel_pages.tests.stepping import url as step_url
from surveys.models import Draft

pytestmark = pytest.mark.django_db
NEW = "new@example.org"
BY_MAIL = {"email": NEW, "email_again": NEW, "consent": "mail"}
ON_PAPER = BY_MAIL | {"consent": "paper", "reason": "Sak 26/1"}


@pytest.fixture
def caretaker(client):
    client.force_login(make_staff(SEE, OPEN, EDIT, username="vokter"))
    return client


@pytest.fixture
def member():
    return make_member(email="old@example.org")


def ask(client, member, data):
    return client.post(reverse("register:move", args=[member.pk]), data)


def address_of(member):
    return Member.objects.get(pk=member.pk).email


def test_both_mailboxes_are_asked_and_nothing_changes_before_they_say_yes(caretaker, member, mailoutbox):
    assert ask(caretaker, member, BY_MAIL).status_code == 302
    assert address_of(member) == "old@example.org"
    drain()
    assert {letter.to[0] for letter in mailoutbox} == {"old@example.org", NEW}
    assert caretaker.get(reverse("register:member", args=[member.pk])).context["is_moving"]


def test_a_signature_on_paper_stands_for_both(caretaker, member):
    AddressChange.objects.create(member=member, email="typo@example.org", email_key="typo@example.org")
    ask(caretaker, member, ON_PAPER)
    assert address_of(member) == NEW
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize(("data", "action"), [(BY_MAIL, "move_asked"), (ON_PAPER, "moved")])
def test_it_is_written_down_without_either_address(caretaker, member, data, action):
    ask(caretaker, member, data)
    entry = RegisterEntry.objects.get()
    assert (entry.action, entry.member_number, entry.user_name) == (action, member.pk, "vokter")
    assert "@" not in str(RegisterEntry.objects.values())


@pytest.mark.parametrize(
    "changes",
    [
        {"email": ""}, {"email": "x"}, {"email_again": "other@example.org"}, {"email_again": ""}, {"consent": "phone"},
        {"reason": ""}, {"reason": "new@example.org sa det"}, {"email": "a\0@example.org"}, {"email": "🙂@example.org"},
        {"email": "\u202e" + NEW}, {"email": "k" * 300 + "@example.org"}, {"email": "=cmd()@example.org"},
    ],
)  # fmt: skip
def test_what_is_filled_in_wrongly_changes_nothing(caretaker, member, changes):
    assert ask(caretaker, member, ON_PAPER | changes).context["form"].errors
    assert address_of(member) == "old@example.org"
    assert not RegisterEntry.objects.exists()


def test_the_address_of_another_member_is_not_taken_on_paper(caretaker, member):
    make_member(email=NEW)
    assert ask(caretaker, member, ON_PAPER).context["form"].errors
    assert address_of(member) == "old@example.org"
    assert not RegisterEntry.objects.exists()


def test_nobodys_mailbox_is_filled(caretaker, member, settings):
    settings.ASKS_PER_ADDRESS = 0
    assert ask(caretaker, member, BY_MAIL).context["form"].errors
    assert not Message.objects.exists()


@pytest.mark.parametrize("missing", [OPEN, EDIT])
def test_changing_an_address_needs_both_permissions(client, member, missing):
    client.force_login(make_staff(*({SEE, OPEN, EDIT} - {missing})))
    assert ask(client, member, ON_PAPER).status_code == 403
    assert address_of(member) == "old@example.org"


def test_what_she_had_begun_to_answer_opens_with_the_new_link_alone(client, member):
    page = make_survey(questions=STEPS)
    invitation = invite(page, member)
    client.post(step_url("step", invitation, 1), travel(page))
    old = step_url("step", invitation, 1)
    move_on_paper(member, NEW, now=timezone.now())
    assert client.get(old).status_code == 404
    invitation.refresh_from_db()
    assert "It rains" in client.get(step_url("step", invitation, 1)).content.decode()
    assert [draft.pk for draft in Draft.objects.all()] == [next(iter(draft_keys(invitation)))]
