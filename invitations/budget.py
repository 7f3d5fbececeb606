"""The contact budget: how often a member is asked at most. A promise on the page where residents join.

An invitation, a call for volunteers and news to members each take a place. Reminders, results of what one was asked,
practical mail and everything a member asked for herself take none (decision 20).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q

from .models import Contact

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Promise:
    """At most `times` in twelve months, with at least `days` of rest in between."""

    times: int
    days: int


def promise():
    """The Promise residents are given."""
    return Promise(settings.PANEL_ASKED_AT_MOST, settings.PANEL_REST_DAYS)


def places_taken(today):
    """Contacts of the last twelve months that count."""
    return Contact.objects.filter(takes_a_place=True, written_on__gt=today - YEAR)


def resting(today):
    """A condition on members: asked so lately that they still rest."""
    rest = timedelta(days=settings.PANEL_REST_DAYS)
    return Exists(places_taken(today).filter(member=OuterRef("pk"), written_on__gt=today - rest))


def used_up(today):
    """The ids of members who have been asked as often as the promise allows."""
    asked = places_taken(today).order_by().values("member").annotate(times=Count("*"))
    return asked.filter(times__gte=settings.PANEL_ASKED_AT_MOST).values("member")


def within_budget(members, *, today):
    """Those of `members` (a Member queryset) who may be asked today without breaking the promise."""
    return members.filter(~resting(today)).exclude(pk__in=used_up(today))


def who_are_beyond(mailing, members, *, today):
    """The ids among `members` whose places others took before `mailing` did: a limit that was lowered after the queueing."""
    counts = Q(takes_a_place=True, written_on__gt=today - YEAR) | Q(mailing=mailing)
    rows = Contact.objects.filter(counts, member__in=members).order_by("pk")
    contacts = {}
    for member, number, written_on in rows.values_list("member", "mailing", "written_on"):
        contacts.setdefault(member, []).append((number, written_on))
    return {member for member, before in contacts.items() if has_no_place(before, mailing)}


def has_no_place(contacts, mailing):
    """Whether the one of `mailing` among one member's `contacts` [(mailing, day)], the oldest first, breaks the promise."""
    days, rest = [], timedelta(days=settings.PANEL_REST_DAYS)
    for number, written_on in contacts:
        if number == mailing.pk:
            return len(days) >= settings.PANEL_ASKED_AT_MOST or any(day > written_on - rest for day in days)
        days.append(written_on)
    return False
