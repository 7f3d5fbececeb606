"""Mailings: drafted, planned, sent off once, paused, called off; and draws that can be repeated."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from invitations.drafts import change_draft, delete_draft, draft, plan, unplan
from invitations.jobs import send_planned
from invitations.models import Audience, Contact, Invitation, Mailing
from invitations.progress import progress
from invitations.sending_off import NobodyLeft, SentOffAlready, call_off, pause, resume, send_off
from invitations.tests.builders import NOW, make_asking, make_invitation, make_member
from members.models import Member, PopulationGroup
from outbox.models import Message

pytestmark = pytest.mark.django_db
Kind, State, Pick = Mailing.Kind, Mailing.State, Mailing.Pick
EAST = {"how": "all", "parts": [{"rule": "zone", "value": ["East"]}]}


def invitation(asking=None, **kwargs):
    return draft(Kind.INVITATION, asking=asking or make_asking(), by=None, **kwargs)


def asked(mailing):
    return sorted(mailing.contacts.values_list("member", flat=True))


def states():
    return sorted(Message.objects.values_list("state", flat=True))


def test_a_saved_audience_stays_live_until_it_is_sent_off_and_is_remembered_as_it_was():
    audience = Audience.objects.create(name="In the east", rules=EAST)
    mailing = invitation(live_audience=audience)
    make_member(zone="West")
    newcomer = make_member(zone="East")
    sent = send_off(mailing, by=None, now=NOW)
    assert asked(sent) == [newcomer.pk]
    audience.delete()
    sent.refresh_from_db()
    assert (sent.audience, sent.rules, sent.live_audience) == ("In the east", EAST, None)


def test_a_mailing_is_sent_off_once():
    make_member()
    mailing = invitation()
    send_off(mailing, by=None, now=NOW)
    with pytest.raises(SentOffAlready):
        send_off(mailing, by=None, now=NOW)
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_in_two_tabs_is_sent_off_once():
    for _ in range(20):
        make_member()
    mailing = invitation(size=10, pick=Pick.RANDOM)
    outcomes, barrier = [], Barrier(2)

    def press():
        connection.ensure_connection()
        barrier.wait()
        try:
            outcomes.append(send_off(mailing, by=None, now=NOW).count)
        except SentOffAlready:
            outcomes.append("already")
        connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [10, "already"]
    assert Message.objects.count() == 10


def test_an_empty_audience_sends_nothing_and_stays_a_draft():
    mailing = invitation()
    with pytest.raises(NobodyLeft):
        send_off(mailing, by=None, now=NOW)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.queued_at) == (State.DRAFT, None)


@pytest.mark.parametrize("pick", [Pick.RANDOM, Pick.PANEL, Pick.POPULATION, Pick.LONGEST_AGO])
def test_a_draw_takes_as_many_as_it_says_and_its_stored_seed_draws_the_same_again(pick):
    for number in range(30):
        make_member(birth_year=1950 + number, gender=["woman", "man", ""][number % 3], zone=f"Zone {number % 4}")
    PopulationGroup.objects.create(year=2026, age_band="45–59", gender="woman", count=100, source="eksempel")
    PopulationGroup.objects.create(year=2026, age_band="60–74", gender="man", count=100, source="eksempel")
    first = send_off(invitation(pick=pick, size=9), by=None, now=NOW)
    assert first.seed
    again = invitation(pick=pick, size=9)
    again.seed = first.seed
    again.budget_reason = "the same draw"
    again.save()
    Contact.objects.update(written_on=NOW.date() - timedelta(days=400))
    if pick != Pick.LONGEST_AGO:
        assert asked(send_off(again, by=None, now=NOW)) == asked(first)
    assert len(asked(first)) == 9


def test_those_asked_longest_ago_come_first():
    members = [make_member() for _ in range(4)]
    for member, days in zip(members[1:], (300, 100, 200), strict=True):
        Contact.objects.create(
            mailing=Mailing.objects.create(kind=Kind.INFORMATION), member=member,
            written_on=NOW.date() - timedelta(days=days),
        )  # fmt: skip
    sent = send_off(invitation(pick=Pick.LONGEST_AGO, size=3), by=None, now=NOW)
    assert asked(sent) == sorted([members[0].pk, members[1].pk, members[3].pk])


def test_news_reach_the_audience_without_a_survey_and_take_a_place():
    make_member()
    sent = send_off(draft(Kind.INFORMATION, by=None), by=None, now=NOW)
    assert not Invitation.objects.exists()
    assert Message.objects.get().subject == str(sent.contacts.get().pk)
    assert sent.contacts.get().takes_a_place


def test_results_go_to_those_who_were_asked_and_take_no_place():
    asking = make_asking(closes_at=NOW)
    make_invitation(asking)
    make_invitation(asking, answered=True)
    make_invitation(asking, make_member(state=Member.State.STOPPED))
    make_invitation(asking, reached=False)
    make_member()
    sent = send_off(draft(Kind.RESULTS, asking=asking, by=None), by=None, now=NOW)
    assert sent.count == 2
    assert set(sent.contacts.values_list("takes_a_place", flat=True)) == {False}


def test_a_planned_mailing_is_sent_off_at_its_time_to_those_who_are_there_then():
    mailing = invitation(asking=make_asking())
    change_draft(mailing, by=None, send_at=NOW)
    plan(mailing, by=None)
    send_planned(NOW - timedelta(minutes=1))
    assert not Message.objects.exists()
    make_member()
    send_planned(NOW)
    send_planned(NOW)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.count, Message.objects.count()) == (State.SENT_OFF, 1, 1)


@pytest.mark.parametrize(
    ("prepare", "problem"),
    [
        (lambda asking: type(asking).objects.update(stopped_at=NOW - timedelta(hours=1)), "NotOpen"),
        (lambda asking: asking.page.__class__.objects.filter(pk=asking.page_id).update(live=False), "NotOpen"),
        (lambda asking: Member.objects.update(state="paused"), "NobodyLeft"),
    ],
)
def test_a_planned_mailing_that_cannot_go_becomes_a_draft_and_says_why(prepare, problem):
    make_member()
    mailing = invitation()
    change_draft(mailing, by=None, send_at=NOW)
    plan(mailing, by=None)
    prepare(mailing.asking)
    send_planned(NOW)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.problem) == (State.DRAFT, problem)
    assert not Message.objects.exists()


def test_planning_can_be_taken_back():
    make_member()
    mailing = invitation()
    change_draft(mailing, by=None, send_at=NOW)
    plan(mailing, by=None)
    assert unplan(mailing)
    send_planned(NOW)
    assert not Message.objects.exists()


def test_pause_holds_what_has_not_left_and_resume_lets_it_go():
    make_member()
    make_member()
    sent = send_off(invitation(), by=None, now=NOW)
    first = Message.objects.first()
    Message.objects.filter(pk=first.pk).update(state="sent")
    assert pause(sent)
    assert not pause(sent)
    assert states() == ["held", "sent"]
    assert progress([sent])[sent.pk].waiting == 1
    assert resume(sent)
    assert states() == ["pending", "sent"]


def test_calling_off_gives_back_what_was_not_sent_and_keeps_what_was():
    make_member()
    make_member()
    sent = send_off(invitation(), by=None, now=NOW)
    first = Message.objects.first()
    Message.objects.filter(pk=first.pk).update(state="sent")
    Invitation.objects.filter(pk=first.subject).update(reached=True)
    assert call_off(sent) == 1
    assert call_off(sent) == 0
    assert list(Invitation.objects.values_list("pk", flat=True)) == [int(first.subject)]
    assert Contact.objects.count() == 1
    # those who were not reached can be asked by another mailing
    assert send_off(invitation(asking=sent.asking), by=None, now=NOW).count == 1


def test_setting_the_budget_aside_is_written_down_with_its_reason():
    mailing = invitation()
    change_draft(mailing, by=None, budget_reason="The water is not safe to drink")
    entry = ModelLogEntry.objects.get(action="panel.budget_set_aside")
    assert entry.data == {"reason": "The water is not safe to drink"}
    change_draft(mailing, by=None, texts={})
    assert ModelLogEntry.objects.filter(action="panel.budget_set_aside").count() == 1


def test_what_has_been_sent_off_is_neither_changed_nor_deleted():
    make_member()
    mailing = invitation()
    send_off(mailing, by=None, now=NOW)
    assert not change_draft(mailing, by=None, texts={"nb": {"subject": "x", "body": "y"}})
    assert not delete_draft(mailing)
    assert Mailing.objects.get().texts == {}


def test_sending_off_many_keeps_its_queries_few(django_assert_max_num_queries, monkeypatch):
    for _ in range(60):
        make_member()
    mailing = invitation()
    with django_assert_max_num_queries(12):
        send_off(mailing, by=None, now=NOW)
