"""The link and the tick: one answer for each invitation."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from invitations.answering import decline, find_invitation, tick
from invitations.models import Asking, Invitation
from invitations.tests.builders import NOW, link_to, make_asking, make_invitation, make_member, make_page
from members.links import Purpose, make
from members.membership import leave

pytestmark = pytest.mark.django_db


def test_link_finds_its_invitation_in_one_query(django_assert_num_queries):
    invitation = make_invitation()

    with django_assert_num_queries(1):
        found = find_invitation(link_to(invitation))
        assert found.asking.page.live

    assert found == invitation


def test_link_finds_its_invitation_with_an_asking_at_hand(django_assert_num_queries):
    invitation = make_invitation(subject=uuid4())
    asking = invitation.asking

    with django_assert_num_queries(1):
        found = find_invitation(link_to(invitation), {asking.pk: asking}.get)

    assert found.asking is asking
    assert found == invitation
    assert [getattr(found, field.attname) for field in found._meta.fields] == [
        getattr(invitation, field.attname) for field in found._meta.fields
    ]
    leave(invitation.member)
    assert find_invitation(link_to(invitation), {asking.pk: asking}.get) is None


def test_link_for_another_purpose_or_row_finds_nothing():
    invitation, other = make_invitation(), make_invitation()
    mac = link_to(other).partition(".")[2]

    assert find_invitation(make(Purpose.LEAVE, invitation)) is None
    assert find_invitation(f"{invitation.pk}.{mac}") is None


@pytest.mark.parametrize("link", ["", "1", "1.", "0.aaaaaaaaaaaaaaaaaaaaaa", "1.\x00", "x" * 10_000, "1.æ", "-1.a"])
def test_malformed_link_costs_no_query(link, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_invitation(link) is None


def test_link_of_a_member_who_left_is_dead():
    member = make_member()
    invitation = make_invitation(member=member)

    leave(member)

    assert find_invitation(link_to(invitation)) is None
    assert not tick(invitation, now=NOW)


def test_raised_generation_kills_the_link():
    invitation = make_invitation()
    link = link_to(invitation)
    invitation.link_generation += 1
    invitation.save()

    assert find_invitation(link) is None


def test_tick_is_one_update_and_happens_once(django_assert_num_queries):
    invitation = make_invitation()

    with django_assert_num_queries(1):
        assert tick(invitation, now=NOW)
    assert not tick(invitation, now=NOW)

    invitation.refresh_from_db()
    assert invitation.answered


def test_tick_is_refused_when_the_asking_no_longer_accepts(settings):
    settings.SURVEY_GRACE_PERIOD = timedelta(minutes=30)
    closed = make_asking(closes_at=NOW - timedelta(minutes=31))

    assert not tick(make_invitation(closed), now=NOW)
    assert not tick(make_invitation(make_asking(cohort_fixed_at=NOW)), now=NOW)


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("cohort_fixed_at", [None, NOW])
@pytest.mark.parametrize("stopped", [None, -31, -30, -29, 0])
@pytest.mark.parametrize(("opens", "closes"), [(0, 1), (1, 2), (-60, -29), (-60, -30), (-60, -31), (-60, 60)])
def test_tick_marks_exactly_where_the_asking_accepts(settings, live, cohort_fixed_at, stopped, opens, closes):
    settings.SURVEY_GRACE_PERIOD = timedelta(minutes=30)
    opens_at, closes_at, stopped_at = (
        minutes if minutes is None else NOW + timedelta(minutes=minutes) for minutes in (opens, closes, stopped)
    )
    asking = make_asking(
        page=make_page(live=live), opens_at=opens_at, closes_at=closes_at, stopped_at=stopped_at,
        cohort_fixed_at=cohort_fixed_at,
    )  # fmt: skip

    accepts = Asking.objects.accepting(NOW).exists()

    assert asking.accepts(NOW) == accepts
    assert tick(make_invitation(asking), now=NOW) == accepts


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_give_one_winner():
    invitation = make_invitation()
    barrier = Barrier(2)
    won = []

    def race():
        barrier.wait()
        won.append(tick(invitation, now=NOW))
        connection.close()

    threads = [Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(won) == [False, True]


def test_saying_no_in_the_moment_of_the_answer_changes_nothing():
    invitation = make_invitation()
    assert tick(Invitation.objects.get(), now=NOW)
    assert not decline(invitation)
    assert not Invitation.objects.get().declined
