"""Forgetting on time: what is due goes, what is not stays, twice is once, and nothing of it is in a log."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from members import erasures
from members.forgetting import duties, forget_again, forget_on_time
from members.jobs import forget
from members.membership import leave
from members.models import Attempt, Enrolment, LinkRequest, Member, MonthlyCount, PanelRules
from members.requests import request_link
from outbox.models import Message
from outbox.queue import enqueue

from .builders import make_enrolment, make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    """Each test has an empty list of erasures."""
    settings.ERASURES_FILE = tmp_path / "list" / "erasures.txt"


def ago(days):
    return TODAY - timedelta(days=days)


# For each duty: (what is due, what is not yet).
CASES = {
    "unconfirmed": (
        lambda: make_enrolment(created_at=NOW - timedelta(days=7)),
        lambda: make_enrolment(created_at=NOW - timedelta(days=6, hours=23)),
    ),
    "inactive": (
        lambda: make_member(state="inactive", asked_to_stay_on=ago(60)),
        lambda: make_member(state="inactive", asked_to_stay_on=ago(59)),
    ),
    "stopped": (
        lambda: make_member(state="stopped", state_since_on=ago(365)),
        lambda: make_member(state="stopped", state_since_on=ago(364)),
    ),
    "unreachable": (
        lambda: make_member(unreachable_since_on=ago(180)),
        lambda: make_member(unreachable_since_on=ago(179)),
    ),
    "requests": (
        lambda: LinkRequest.objects.create(email_key="a@b.no", created_at=NOW - timedelta(minutes=61)),
        lambda: LinkRequest.objects.create(email_key="a@b.no", created_at=NOW - timedelta(minutes=59)),
    ),
    "attempts": (
        lambda: Attempt.objects.create(key="a", ends_at=NOW),
        lambda: Attempt.objects.create(key="b", ends_at=NOW + timedelta(minutes=1)),
    ),
}


@pytest.mark.parametrize("key", CASES)
def test_what_is_due_goes_and_what_is_not_yet_stays(key):
    due, not_yet = (make() for make in CASES[key])
    assert forget_on_time(now=NOW, dry_run=True)[key] == 1
    type(due).objects.get(pk=due.pk)
    assert forget_on_time(now=NOW)[key] == 1
    assert not type(due).objects.filter(pk=due.pk).exists()
    type(not_yet).objects.get(pk=not_yet.pk)
    assert not any(forget_on_time(now=NOW).values())


def test_nobody_is_forgotten_who_was_not_asked():
    make_member(state="inactive", state_since_on=ago(1000))
    assert not any(forget_on_time(now=NOW).values())


def test_staff_set_the_days():
    make_member(state="inactive", asked_to_stay_on=ago(20))
    PanelRules.objects.create(inactive_days=20)
    assert forget_on_time(now=NOW)["inactive"] == 1
    assert {duty.key: duty.after.days for duty in duties(NOW)}["inactive"] == 20


def test_those_taken_over_have_thirty_days():
    make_enrolment(source="import", created_at=NOW - timedelta(days=29))
    assert forget_on_time(now=NOW)["unconfirmed"] == 0
    Enrolment.objects.update(created_at=NOW - timedelta(days=30))
    assert forget_on_time(now=NOW)["unconfirmed"] == 1


def test_a_member_who_filled_in_the_form_again_leaves_no_second_row():
    make_enrolment(email=make_member().email, created_at=NOW - timedelta(minutes=61))
    assert forget_on_time(now=NOW)["unconfirmed"] == 1
    assert Member.objects.count() == 1
    assert not MonthlyCount.objects.exists()


def test_the_log_says_how_many_and_nothing_else(caplog):
    for key in ("inactive", "unconfirmed"):
        CASES[key][0]()
    address = Member.objects.get().email
    with caplog.at_level(logging.INFO):
        forget(NOW)
    assert "inactive 1" in caplog.text
    assert address not in caplog.text
    assert "@" not in caplog.text


def test_the_command_shows_first_and_deletes_when_told():
    CASES["stopped"][0]()
    out = StringIO()
    call_command("forget", "--dry-run", stdout=out)
    assert Member.objects.exists()
    assert "would be deleted" in out.getvalue()
    call_command("forget", stdout=StringIO())
    assert not Member.objects.exists()


def test_leaving_takes_everything_along():
    member = make_member(email="kari@example.org")
    enrolment = make_enrolment(email="KARI@example.org")
    enqueue("members.confirm_enrolment", enrolment.pk)
    enqueue("members.stay", member.pk)
    request_link("kari@example.org", now=NOW)
    leave(member, now=NOW)
    for model in (Member, Enrolment, LinkRequest, Message):
        assert not model.objects.exists()


def test_nobody_leaves_twice():
    member = make_member()
    for _time in range(2):
        leave(member, now=NOW)
    assert MonthlyCount.objects.get().count == 1
    assert len(erasures.since(NOW)) == 1


def test_the_list_holds_a_time_a_random_id_and_a_word(settings):
    member = make_member(email="kari@example.org")
    leave(member, now=NOW)
    assert settings.ERASURES_FILE.read_text() == f"{NOW.isoformat()} {member.erasure_id} left\n"
    assert settings.ERASURES_FILE.stat().st_mode & 0o117 == 0


def test_an_erasure_does_not_wait_for_a_list_that_cannot_be_written(settings, tmp_path, caplog):
    settings.ERASURES_FILE = tmp_path / "file" / "erasures.txt"
    (tmp_path / "file").write_text("in the way")
    member = make_member(email="kari@example.org")
    leave(member, now=NOW)
    assert not Member.objects.exists()
    assert str(member.erasure_id) in caplog.text
    assert "kari" not in caplog.text


def test_a_cut_line_and_words_of_others_do_not_stop_the_list(settings):
    member = make_member()
    leave(member, now=NOW)
    with settings.ERASURES_FILE.open("a") as file:
        file.write("hello\n2026-11-24T12:00:00+00:00 1234\n\xff\n")
    assert [erasure_id for _at, erasure_id, _what in erasures.since(NOW)] == [member.erasure_id]


def test_only_those_erased_since_then_are_erased_again():
    before, after, here = make_member(), make_member(), make_member()
    erasures.note(before.erasure_id, "left", now=NOW - timedelta(hours=2))
    erasures.note(after.erasure_id, "left", now=NOW)
    assert forget_again(moment=NOW - timedelta(hours=1), now=NOW, dry_run=True) == 1
    assert forget_again(moment=NOW - timedelta(hours=1), now=NOW) == 1
    assert set(Member.objects.all()) == {before, here}
    assert forget_again(moment=NOW - timedelta(hours=1), now=NOW) == 0


def test_a_month_is_counted_as_it_was():
    member = make_member()
    erasures.note(member.erasure_id, "forgotten", now=NOW - timedelta(days=40))
    forget_again(moment=NOW - timedelta(days=50), now=NOW)
    count = MonthlyCount.objects.get()
    assert (count.month, count.transition) == (ago(40).replace(day=1), "forgotten")


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "24.11.2026"])
def test_the_command_wants_a_time(text):
    with pytest.raises(CommandError, match="no time"):
        call_command("forget", "--since", text)
