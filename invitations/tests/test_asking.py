"""Asking: who gets an invitation, and that nobody gets two."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from invitations.asking import ask
from invitations.audiences import look_at
from invitations.models import Invitation, Mailing
from invitations.rules import EVERYBODY
from invitations.sending_off import INVITATION as MAIL_KIND
from invitations.sending_off import AskedMeanwhile, NotOpen
from invitations.tests.builders import NOW, make_asking, make_invitation, make_member
from members.models import Member
from outbox.models import Message

pytestmark = pytest.mark.django_db


def test_every_active_member_is_asked_and_gets_one_mail_in_line():
    members = [make_member(), make_member()]
    asking = make_asking()

    mailing = ask(asking, by=None, now=NOW)

    assert mailing.count == 2
    assert {row.member_id for row in asking.invitations.all()} == {member.pk for member in members}
    queued = Message.objects.filter(kind=MAIL_KIND).values_list("subject", flat=True)
    assert set(queued) == {str(row.pk) for row in asking.invitations.all()}


def test_member_on_pause_is_not_asked():
    make_member(state=Member.State.PAUSED)
    asking = make_asking()

    assert ask(asking, by=None, now=NOW).count == 0
    assert not Invitation.objects.exists()


def test_sending_twice_asks_nobody_twice():
    make_member()
    asking = make_asking()
    ask(asking, by=None, now=NOW)

    again = ask(asking, by=None, now=NOW)

    assert (again.count, again.pk) == (0, None)
    assert Invitation.objects.count() == Message.objects.count() == Mailing.objects.count() == 1


def test_second_sending_asks_those_who_have_joined_since():
    make_member()
    asking = make_asking()
    ask(asking, by=None, now=NOW)
    newcomer = make_member()

    assert ask(asking, by=None, now=NOW).count == 1
    assert asking.invitations.filter(member=newcomer).count() == 1


def test_limit_and_members_narrow_the_audience():
    members = [make_member() for _ in range(4)]
    asking = make_asking()

    assert ask(asking, by=None, now=NOW, limit=1).count == 1
    some = Member.objects.filter(pk__in=[members[0].pk, members[3].pk])
    assert ask(asking, by=None, now=NOW, members=some).count == 1
    assert set(asking.invitations.values_list("member", flat=True)) == {members[0].pk, members[3].pk}


def test_second_press_with_a_limit_asks_nobody_more():
    for _ in range(4):
        make_member()
    asking = make_asking()
    ask(asking, by=None, now=NOW, limit=2, already_asked=0)

    with pytest.raises(AskedMeanwhile):
        ask(asking, by=None, now=NOW, limit=2, already_asked=0)

    assert asking.invitations.count() == 2


@pytest.mark.parametrize(
    "dates",
    [
        {"opens_at": NOW + timedelta(hours=1)},
        {"closes_at": NOW},
        {"stopped_at": NOW - timedelta(minutes=1)},
    ],
)
def test_nobody_is_asked_before_opening_or_after_closing(dates):
    make_member()

    with pytest.raises(NotOpen):
        ask(make_asking(**dates), by=None, now=NOW)

    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_press_at_once_ask_nobody_twice():
    for _ in range(200):
        make_member()
    asking = make_asking()
    counts = []
    barrier = Barrier(2)

    def press():
        connection.ensure_connection()
        barrier.wait()
        counts.append(ask(asking, by=None, now=NOW).count)
        connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 200]
    assert Invitation.objects.count() == Message.objects.count() == 200


def test_a_look_counts_by_zone_and_says_who_is_left_out(django_assert_num_queries):
    asking = make_asking()
    make_member(zone="East")
    make_member(zone="West")
    make_member(zone="East")
    make_member(state=Member.State.PAUSED)
    make_invitation(asking)

    with django_assert_num_queries(3):
        look = look_at(EVERYBODY, asking=asking, today=NOW.date())

    assert look.count == 3
    assert [(row.label, row.count) for row in look.zones] == [("East", 2), ("Sandvika", 0), ("West", 1)]
    assert [(row.reason, row.count) for row in look.left_out] == [("asked", 1), ("paused", 1)]


def test_asking_many_costs_no_more_queries_than_asking_few(django_assert_max_num_queries):
    for _ in range(60):
        make_member()
    asking = make_asking()

    with django_assert_max_num_queries(16):
        assert ask(asking, by=None, now=NOW).count == 60
