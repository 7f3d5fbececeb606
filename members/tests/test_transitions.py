"""Every way from one state to another: what it does, from where it does nothing, and that it is counted in its month."""

from datetime import date, timedelta

import pytest

from members import membership
from members.models import Member, MonthlyCount
from members.reminding import ask_about_details, ask_the_silent
from outbox.models import Message
from outbox.sending import drain

from .builders import make_member

pytestmark = pytest.mark.django_db
State = Member.State
TODAY = date(2026, 11, 24)
LATER = TODAY + timedelta(days=90)
# What a member of each state looks like.
LOOKS = {
    State.ACTIVE: {},
    State.PAUSED: {"paused_until_on": LATER},
    State.STOPPED: {},
    State.INACTIVE: {"asked_to_stay_on": TODAY, "recent_answers": "000000"},
}
WAYS = {
    "pause": lambda member: membership.pause(member, until_on=LATER, today=TODAY),
    "resume": lambda member: membership.resume(member, today=TODAY),
    "stop": lambda member: membership.stop(member, today=TODAY),
    "restart": lambda member: membership.restart(member, today=TODAY),
    "stay": lambda member: membership.stay(member, today=TODAY),
    "come_back": lambda member: membership.come_back(member, today=TODAY),
}
LEADS = {
    ("pause", State.ACTIVE): (State.PAUSED, "paused"),
    ("pause", State.STOPPED): (State.PAUSED, "paused"),
    ("pause", State.INACTIVE): (State.PAUSED, "paused"),
    ("resume", State.PAUSED): (State.ACTIVE, "resumed"),
    ("stop", State.ACTIVE): (State.STOPPED, "stopped"),
    ("stop", State.PAUSED): (State.STOPPED, "stopped"),
    ("stop", State.INACTIVE): (State.STOPPED, "stopped"),
    ("restart", State.STOPPED): (State.ACTIVE, "restarted"),
    ("stay", State.INACTIVE): (State.ACTIVE, "stayed"),
    ("come_back", State.PAUSED): (State.ACTIVE, "resumed"),
    ("come_back", State.STOPPED): (State.ACTIVE, "restarted"),
    ("come_back", State.INACTIVE): (State.ACTIVE, "stayed"),
}


def counted():
    return {(row.month, row.transition): row.count for row in MonthlyCount.objects.all()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("start", list(State))
def test_each_way_leads_where_it_should_and_is_counted_once(way, start):
    member = make_member(state=start, state_since_on=date(2026, 1, 1), **LOOKS[start])
    end, what = LEADS.get((way, start), (start, None))
    for _time in range(2):
        WAYS[way](member)
    member.refresh_from_db()
    assert member.state == end
    assert counted() == ({(date(2026, 11, 1), what): 1} if what else {})
    assert member.state_since_on == (TODAY if what else date(2026, 1, 1))
    assert (member.paused_until_on is not None) == (member.state == State.PAUSED)
    if start == State.INACTIVE and what:
        assert member.asked_to_stay_on is None


def test_only_active_members_who_can_be_reached_may_be_asked():
    active = make_member()
    for state in (State.PAUSED, State.STOPPED, State.INACTIVE):
        make_member(state=state)
    membership.lose_touch(make_member(), today=TODAY)
    assert list(Member.objects.active()) == [active]


def test_a_mailbox_is_lost_and_found_once_each():
    member = make_member()
    for _time in range(2):
        membership.lose_touch(member, today=TODAY)
    for _time in range(2):
        membership.find_again(member, today=TODAY)
    assert counted() == {(date(2026, 11, 1), "unreachable"): 1, (date(2026, 11, 1), "reachable"): 1}


def test_pauses_end_on_their_day_by_themselves():
    over = make_member(state="paused", paused_until_on=TODAY)
    going_on = make_member(state="paused", paused_until_on=TODAY + timedelta(days=1))
    for _time in range(2):
        membership.resume_ended_pauses(today=TODAY)
    over.refresh_from_db()
    going_on.refresh_from_db()
    assert (over.state, over.paused_until_on, going_on.state) == ("active", None, "paused")
    assert counted() == {(date(2026, 11, 1), "resumed"): 1}


def test_whoever_leaves_so_many_unanswered_is_asked_once_whether_to_stay(mailoutbox):
    silent = make_member(recent_answers="1000")
    make_member(recent_answers="0001")
    make_member(recent_answers="00")
    make_member(recent_answers="")
    make_member(recent_answers="000", state="paused")
    for _time in range(3):
        ask_the_silent(after=3, today=TODAY)
        drain()
    silent.refresh_from_db()
    assert (silent.state, silent.asked_to_stay_on is not None) == ("inactive", True)
    assert Member.objects.filter(state="inactive").count() == 1
    assert [letter.to for letter in mailoutbox] == [[silent.email]]


def test_the_days_to_answer_begin_when_the_mail_has_left_and_not_before(mailoutbox):
    silent = make_member(recent_answers="000")
    ask_the_silent(after=3, today=TODAY)
    silent.refresh_from_db()
    assert silent.asked_to_stay_on is None
    drain()
    silent.refresh_from_db()
    assert silent.asked_to_stay_on is not None


def test_whoever_stays_starts_afresh_and_can_be_asked_again_another_time(mailoutbox):
    member = make_member(recent_answers="000")
    ask_the_silent(after=3, today=TODAY)
    drain()
    membership.stay(member, today=TODAY)
    member.refresh_from_db()
    assert (member.state, member.recent_answers) == ("active", "")
    Member.objects.update(recent_answers="000")
    ask_the_silent(after=3, today=TODAY + timedelta(days=200))
    drain()
    assert len(mailoutbox) == 2


def test_whoever_came_back_meanwhile_gets_no_such_mail(mailoutbox):
    member = make_member(recent_answers="000")
    ask_the_silent(after=3, today=TODAY)
    membership.come_back(member, today=TODAY)
    drain()
    assert mailoutbox == []
    assert Member.objects.get().asked_to_stay_on is None


def test_once_a_year_everybody_is_asked_whether_all_is_still_right(mailoutbox):
    due = make_member(details_confirmed_on=TODAY - timedelta(days=365))
    make_member(details_confirmed_on=TODAY - timedelta(days=364))
    make_member(details_confirmed_on=TODAY - timedelta(days=800), state="paused")
    for _time in range(3):
        ask_about_details(today=TODAY)
    drain()
    assert [letter.to for letter in mailoutbox] == [[due.email]]
    membership.confirm_details(due, today=TODAY)
    due.refresh_from_db()
    assert (due.details_confirmed_on, due.details_asked_on) == (TODAY, None)
    assert counted()[date(2026, 11, 1), "confirmed_details"] == 1


def test_whoever_did_not_answer_is_asked_again_the_year_after():
    make_member(details_confirmed_on=TODAY - timedelta(days=400))
    assert ask_about_details(today=TODAY) == 1
    assert ask_about_details(today=TODAY + timedelta(days=364)) == 0
    assert ask_about_details(today=TODAY + timedelta(days=365)) == 1
    assert Message.objects.count() == 2


def test_the_yearly_mail_shows_nothing_that_is_stored(mailoutbox):
    member = make_member(birth_year=1953, postal_code="1367", place="Snarøya", details_confirmed_on=date(2020, 1, 1))
    ask_about_details(today=TODAY)
    drain()
    (letter,) = mailoutbox
    for text in (letter.subject, letter.body, letter.alternatives[0].content):
        for stored in (member.email, "1953", "1367", "Snarøya"):
            assert stored not in text


def test_every_mail_to_a_member_can_be_stopped_by_her_mail_program(mailoutbox, settings):
    make_member(recent_answers="000")
    make_member(details_confirmed_on=date(2020, 1, 1))
    ask_the_silent(after=3, today=TODAY)
    ask_about_details(today=TODAY)
    drain()
    assert len(mailoutbox) == 2
    for letter in mailoutbox:
        assert letter.extra_headers["List-Unsubscribe"].startswith(f"<{settings.SITE_URL}/medlem/stopp/")
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
