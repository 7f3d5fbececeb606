"""Whom we write to about the membership itself, and when."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from outbox.queue import enqueue_many

from .mail_kinds import DETAILS, STAY
from .membership import fall_silent
from .models import Member

YEAR = timedelta(days=365)


def round_of(today):
    """A number for the month, so that a member can be asked the same again another time."""
    return (today.year - 2000) * 12 + today.month


def ask_the_silent(*, after, today):
    """Make inactive who has not answered for long, and ask every inactive member once whether to stay."""
    with transaction.atomic():
        fall_silent(after=after, today=today)
        silent = Member.objects.filter(state=Member.State.INACTIVE, asked_to_stay_on=None)
        # The queue takes each only once a silence, so it does not matter how often this runs before the mail has left.
        rounds = defaultdict(list)
        for pk, since_on in silent.values_list("pk", "state_since_on"):
            rounds[round_of(since_on)].append(pk)
        for number, ids in rounds.items():
            enqueue_many(STAY, ids, round=number)


def ask_about_details(*, today):
    """Ask those whose details were last confirmed a year ago; those who do not answer again the year after."""
    a_year_ago = today - YEAR
    with transaction.atomic():
        due = Member.objects.active().filter(
            Q(details_asked_on=None) | Q(details_asked_on__lte=a_year_ago), details_confirmed_on__lte=a_year_ago
        )
        ids = list(due.values_list("pk", flat=True))
        enqueue_many(DETAILS, ids, round=round_of(today))
        due.update(details_asked_on=today)
    return len(ids)
