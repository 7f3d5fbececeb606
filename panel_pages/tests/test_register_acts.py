"""What staff do to several rows at once: asked first, done to those alone, written down, each with its permission."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Enrolment, Member, RegisterEntry
from members.tests.builders import make_enrolment, make_member
from outbox.models import Message
from panel_pages.register.access import EDIT, ERASE
from panel_pages.register.acting import ACTS
from panel_pages.tests.builders import make_staff
from panel_pages.tests.register import ALL, TODAY, act, entry, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(client):
    """A client logged in as somebody who may do everything here."""
    client.force_login(make_staff(*ALL, username="vokter"))
    return client


def test_nothing_happens_before_it_is_confirmed(caretaker):
    member = make_member()
    response = caretaker.post(url("act"), {"handling": "erase", "nr": [member.pk]})
    assert response.status_code == 200
    assert member.email in response.content.decode()
    assert Member.objects.get().state == "active"


def test_several_are_put_on_pause_and_each_is_written_down(caretaker):
    members, other = [make_member(), make_member()], make_member()
    until = TODAY + timedelta(days=30)
    act(caretaker, "pause", *members, until_on=until.isoformat())
    assert set(Member.objects.paused().values_list("paused_until_on", flat=True)) == {until}
    assert Member.objects.paused().count() == 2
    other.refresh_from_db()
    assert other.state == "active"
    assert set(RegisterEntry.objects.values_list("action", "member_number")) == {("paused", row.pk) for row in members}


@pytest.mark.parametrize("day", ["", "x", "2020-01-01", "2099-01-01"])
def test_a_pause_ends_within_a_year(caretaker, day):
    assert act(caretaker, "pause", make_member(), until_on=day).status_code == 200
    assert not Member.objects.paused().exists()


def test_erasing_needs_a_reason_without_an_address_and_leaves_the_number_in_the_log(caretaker):
    member = make_member()
    act(caretaker, "erase", member)
    act(caretaker, "erase", member, reason="kari@example.org ba om det")
    assert Member.objects.exists()
    act(caretaker, "erase", member, reason="Ringte 3. mai")
    assert not Member.objects.exists()
    assert (entry().action, entry().member_number, entry().purpose) == ("erased", member.pk, "Ringte 3. mai")


def test_confirmed_on_paper_makes_a_member_and_says_how(caretaker):
    enrolment = make_enrolment()
    act(caretaker, "paper", enrolment, reason="Sak 26/1234")
    member = Member.objects.get()
    assert (member.email, member.consent) == (enrolment.email, "paper")
    assert not Enrolment.objects.exists()
    assert (entry().action, entry().purpose) == ("confirmed", "Sak 26/1234")


def test_the_link_is_sent_again_but_not_twice_within_the_hour(caretaker):
    enrolment = make_enrolment()
    act(caretaker, "send", enrolment)
    response = caretaker.post(url("act"), {"handling": "send", "nr": [enrolment.pk], "bekreftet": "1"}, follow=True)
    assert str(ACTS["send"].why_left) in response.content.decode()
    assert Message.objects.count() == 1
    Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(minutes=61))
    act(caretaker, "send", enrolment)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("handling", ["", "x", "erase"])
def test_an_act_on_nobody_or_that_is_none_does_nothing(caretaker, handling):
    make_member()
    response = caretaker.post(
        url("act"), {"handling": handling, "nr": ["x", "9" * 30], "bekreftet": "1", "reason": "a"}
    )
    assert response.status_code == 302
    assert Member.objects.exists()


@pytest.mark.parametrize(
    ("handling", "permission"), [("pause", EDIT), ("erase", ERASE), ("paper", EDIT), ("send", EDIT)]
)
def test_each_act_needs_its_permission(client, handling, permission):
    client.force_login(make_staff(*(set(ALL) - {permission})))
    row = make_enrolment() if handling in ("paper", "send") else make_member()
    response = act(client, handling, row, reason="a", until_on=(TODAY + timedelta(days=3)).isoformat())
    assert response.status_code == 403
    assert not RegisterEntry.objects.exists()


def test_a_member_who_phones_is_sent_the_link_to_her_own_page(caretaker):
    member = make_member()
    act(caretaker, "link", member)
    assert [message.kind for message in Message.objects.all()] == ["members.send_link"]
    assert (entry().action, entry().member_number) == ("link_sent", member.pk)
