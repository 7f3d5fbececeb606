"""How fast mail may go, over all workers: so many a minute, and a rest when the mail server falls silent."""

import math
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from .models import Pace

MINUTE = timedelta(minutes=1)
# What a worker that looks in now and then may catch up on. It is counted in, so that no minute holds too many.
SLACK = timedelta(seconds=5)


def interval():
    """The time from one mail to the next at the rate of the settings."""
    return (MINUTE + SLACK) / max(settings.OUTBOX_RATE_PER_MINUTE - 1, 1)


def take_turns(limit, *, now):
    """How many mails may go now, `limit` at most. What is not used is given back with `give_back`."""
    if not settings.OUTBOX_RATE_PER_MINUTE:
        return 0 if is_resting(Pace.objects.first(), now=now) else limit
    with transaction.atomic():
        Pace.objects.get_or_create(pk=1)
        pace = Pace.objects.select_for_update().get(pk=1)
        if is_resting(pace, now=now):
            return 0
        start = max(pace.next_turn_at or now, now - SLACK)
        if start > now + MINUTE:
            # The clock has been set back; nothing is worth waiting a day for.
            start = now
        turns = min(limit, max(0, 1 + math.floor((now - start) / interval())))
        pace.next_turn_at = start + turns * interval()
        pace.save(update_fields=["next_turn_at"])
    return turns


def give_back(turns):
    """Turns that were taken and not needed."""
    if turns and settings.OUTBOX_RATE_PER_MINUTE:
        with transaction.atomic():
            pace = Pace.objects.select_for_update().get(pk=1)
            pace.next_turn_at -= turns * interval()
            pace.save(update_fields=["next_turn_at"])


def rest(*, now):
    """Let no worker send for a while."""
    until = now + timedelta(seconds=settings.OUTBOX_FIRST_PAUSE_SECONDS)
    Pace.objects.update_or_create(pk=1, defaults={"rests_until_at": until})


def is_resting(pace, *, now):
    """Whether the line rests; not longer than a pause, even when the clock has been set back."""
    if pace is None or pace.rests_until_at is None:
        return False
    left = pace.rests_until_at - now
    return timedelta(0) < left <= timedelta(seconds=settings.OUTBOX_FIRST_PAUSE_SECONDS)
