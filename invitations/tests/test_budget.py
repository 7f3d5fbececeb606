"""The contact budget: a promise that holds whoever presses, and however many press at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone, translation

from invitations.asking import ask
from invitations.audiences import look_at
from invitations.budget import promise, within_budget
from invitations.drafts import draft
from invitations.models import Contact, Invitation, Mailing
from invitations.rules import EVERYBODY
from invitations.sending_off import NobodyLeft, send_off
from invitations.templatetags.contact_budget import contact_promise
from invitations.tests.builders import NOW, make_asking, make_invitation, make_member
from members.models import Member
from outbox.models import Message
from outbox.registry import MAIL_KINDS, Skip

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def write_to(member, *, days_ago, takes_a_place=True):
    mailing = Mailing.objects.create(kind="information", state="sent_off", queued_at=NOW)
    return Contact.objects.create(
        mailing=mailing, member=member, written_on=TODAY - timedelta(days=days_ago), takes_a_place=takes_a_place
    )


def free():
    return set(within_budget(Member.objects.all(), today=TODAY))


def test_the_promise_is_what_the_settings_say(settings):
    settings.PANEL_ASKED_AT_MOST, settings.PANEL_REST_DAYS = 4, 30
    assert (promise().times, promise().days) == (4, 30)


@pytest.mark.parametrize(("days", "is_free"), [(0, False), (13, False), (14, True)])
def test_after_being_asked_a_member_rests(days, is_free):
    member = make_member()
    write_to(member, days_ago=days)
    assert (member in free()) is is_free


@pytest.mark.parametrize(("times", "is_free"), [(5, True), (6, False), (7, False)])
def test_a_member_is_asked_six_times_in_twelve_months_at_most(times, is_free):
    member = make_member()
    for number in range(times):
        write_to(member, days_ago=20 + 20 * number)
    assert (member in free()) is is_free


def test_what_was_asked_more_than_a_year_ago_is_forgotten():
    member = make_member()
    for number in range(6):
        write_to(member, days_ago=365 + number)
    assert member in free()


def test_what_takes_no_place_is_not_counted():
    member = make_member()
    for number in range(10):
        write_to(member, days_ago=number, takes_a_place=False)
    assert member in free()


@pytest.mark.parametrize(
    ("kind", "counts"), [("invitation", True), ("information", True), ("reminder", False), ("results", False)]
)
def test_invitations_and_news_take_a_place_and_reminders_and_results_do_not(kind, counts):
    assert Mailing(kind=kind).counts is counts


def test_members_who_rest_are_not_asked_and_the_look_says_so():
    resting, rested = make_member(), make_member()
    write_to(resting, days_ago=3)
    asking = make_asking()

    look = look_at(EVERYBODY, asking=asking, today=TODAY)
    ask(asking, by=None, now=NOW)

    assert look.count == 1
    assert [(row.reason, row.count) for row in look.left_out] == [("budget", 1)]
    assert list(asking.invitations.values_list("member", flat=True)) == [rested.pk]


def test_asking_takes_a_place_and_the_next_asking_finds_it_taken():
    make_member()
    assert ask(make_asking(), by=None, now=NOW).count == 1
    assert ask(make_asking(), by=None, now=NOW).count == 0
    assert ask(make_asking(now=NOW + timedelta(days=15)), by=None, now=NOW + timedelta(days=15)).count == 1


def test_a_reason_sets_the_budget_aside_for_one_mailing():
    member = make_member()
    write_to(member, days_ago=3)
    assert ask(make_asking(), by=None, now=NOW, budget_reason="The water is not safe to drink").count == 1


@pytest.mark.parametrize(("state", "takes_a_place"), [("skipped", False), ("failed", False), ("sent", True)])
def test_a_mail_that_never_left_gives_its_place_back(state, takes_a_place):
    make_member()
    ask(make_asking(), by=None, now=NOW)
    message = Message.objects.get()
    message.state = state
    MAIL_KINDS[message.kind].settled(message)
    assert Contact.objects.get().takes_a_place is takes_a_place


@pytest.mark.parametrize(("reason", "is_sent"), [("", False), ("The water is not safe", True)])
def test_a_promise_made_stricter_after_the_queueing_is_kept_when_the_mail_is_written(settings, reason, is_sent):
    now = timezone.now()
    member = make_member()
    earlier = Mailing.objects.create(kind="information", state="sent_off", queued_at=now)
    Contact.objects.create(mailing=earlier, member=member, written_on=timezone.localdate(now) - timedelta(days=20))
    ask(make_asking(now=now), by=None, now=now, budget_reason=reason)
    message = Message.objects.get()
    build = MAIL_KINDS[message.kind].build
    assert build(message) != Skip("budget")
    settings.PANEL_REST_DAYS = 30
    assert (build(message) != Skip("budget")) is is_sent


@pytest.mark.django_db(transaction=True)
def test_two_mailings_that_race_for_the_last_place_share_it_out_once():
    members = [make_member() for _ in range(50)]
    for member in members:
        for number in range(5):
            write_to(member, days_ago=20 + 20 * number)
    drafts = [draft(Mailing.Kind.INVITATION, asking=make_asking(), by=None) for _ in range(2)]
    counts, barrier = [], Barrier(2)

    def press(mailing):
        connection.ensure_connection()
        barrier.wait()
        try:
            counts.append(send_off(mailing, by=None, now=NOW).count)
        except NobodyLeft:
            counts.append(0)
        connection.close()

    threads = [Thread(target=press, args=[mailing]) for mailing in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 50]
    assert Invitation.objects.count() == Message.objects.count() == 50
    taken = Contact.objects.filter(written_on=TODAY).values_list("member", flat=True)
    assert sorted(taken) == sorted(member.pk for member in members)


def test_an_invitation_from_before_does_not_ask_twice_whatever_the_budget_says():
    asking = make_asking()
    make_invitation(asking)
    assert ask(asking, by=None, now=NOW, budget_reason="again").count == 0


def test_the_page_where_residents_join_makes_the_promise_the_sending_keeps(settings):
    settings.PANEL_ASKED_AT_MOST, settings.PANEL_REST_DAYS = 4, 30
    with translation.override("nb"):
        assert contact_promise() == "Høyst 4 ganger i året, med minst 30 dager imellom"
