"""So many mails a minute, over all workers, and never more in any minute."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.models import Message, Pace
from outbox.pace import give_back, rest, take_turns
from outbox.queue import enqueue_many
from outbox.sending import drain

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def taken_each_second(seconds, *, limit=50):
    return [take_turns(limit, now=NOW + timedelta(seconds=second)) for second in range(seconds)]


@pytest.mark.parametrize("rate", [10, 60, 600])
def test_no_minute_holds_more_than_the_rate_and_nearly_all_of_it_is_used(settings, rate):
    settings.OUTBOX_RATE_PER_MINUTE = rate
    taken = taken_each_second(300)
    assert max(sum(taken[start : start + 60]) for start in range(240)) <= rate
    assert sum(taken) >= 5 * rate * 0.8


def test_a_quiet_hour_is_not_made_up_for_in_a_burst(settings):
    settings.OUTBOX_RATE_PER_MINUTE = 60
    take_turns(1, now=NOW)
    assert take_turns(50, now=NOW + timedelta(hours=1)) <= 6


def test_turns_that_are_given_back_can_be_taken_again(settings):
    settings.OUTBOX_RATE_PER_MINUTE = 60
    taken = take_turns(50, now=NOW)
    assert take_turns(50, now=NOW) == 0
    give_back(taken)
    assert take_turns(50, now=NOW) == taken


def test_without_a_rate_everything_may_go_and_nothing_is_written(settings, django_assert_num_queries):
    settings.OUTBOX_RATE_PER_MINUTE = 0
    with django_assert_num_queries(1):
        assert take_turns(50, now=NOW) == 50
    assert not Pace.objects.exists()


@pytest.mark.parametrize("rate", [0, 60])
def test_a_clock_that_was_a_day_on_stops_nothing_when_it_is_right_again(settings, rate):
    settings.OUTBOX_RATE_PER_MINUTE = rate
    tomorrow = NOW + timedelta(days=1)
    take_turns(50, now=tomorrow)
    rest(now=tomorrow)
    assert take_turns(50, now=NOW) > 0


def test_the_worker_keeps_the_pace(mailbox, settings):
    settings.OUTBOX_RATE_PER_MINUTE = 60
    enqueue_many("outbox.test", [f"member{number}@example.org" for number in range(20)])
    now = timezone.now()
    assert 0 < drain(now=now) < 10
    assert 0 < drain(now=now + timedelta(seconds=3)) < 10
    assert Message.objects.filter(state="sent").count() == len(mailbox.received) < 20
