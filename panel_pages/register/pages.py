"""A page of a list that may be half a million rows long, at the cost of the rows on it.

By key, not by number: «those after this one» costs the same on the last page as on the first, which OFFSET does not,
and counting stops at a limit.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from members.models import Member

PAGE_SIZE = 50
COUNTED_AT_MOST = 1000
KEY = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class MemberPage:
    """Some members, newest first, and the keys that lead on: empty where there is nothing more."""

    members: list
    newer: str
    older: str
    count: int

    @property
    def count_is_capped(self):
        return self.count > COUNTED_AT_MOST


def key_of(member):
    """What stands for a member's place in the list."""
    return f"{member.joined_on:%Y-%m-%d}.{member.pk}"


def read_key(text):
    """(date, id) of a key, or None for anything else."""
    match = KEY.fullmatch(text or "")
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1]), int(match[2])
    except ValueError:
        return None


def page_of(members, *, after="", before=""):
    """The MemberPage of a Member queryset after the key `after`, or the one that ends at `before`; two queries.

    The first finds their places in the list, up to the limit. Are they few, the second looks up those of the page by id;
    it would otherwise be free to walk through everybody from the newest on, in the hope of meeting them soon.
    """
    places = list(members.order_by().values_list("joined_on", "pk")[: COUNTED_AT_MOST + 1])
    before_key, after_key = read_key(before), read_key(after)
    if len(places) <= COUNTED_AT_MOST:
        members = Member.objects.filter(pk__in=[pk for _, pk in choose_nearest(places, after_key, before_key)])
    place = Tuple(F("joined_on"), F("pk"))
    if before_key:
        rows = list(members.filter(TupleGreaterThan(place, before_key)).order_by("joined_on", "pk")[: PAGE_SIZE + 1])
        has_newer, has_older = len(rows) > PAGE_SIZE, True
        rows = rows[:PAGE_SIZE][::-1]
    else:
        chosen = members.filter(TupleLessThan(place, after_key)) if after_key else members
        rows = list(chosen.order_by("-joined_on", "-pk")[: PAGE_SIZE + 1])
        has_newer, has_older = bool(after_key), len(rows) > PAGE_SIZE
        rows = rows[:PAGE_SIZE]
    return MemberPage(
        members=rows,
        newer=key_of(rows[0]) if rows and has_newer else "",
        older=key_of(rows[-1]) if rows and has_older else "",
        count=len(places),
    )


def choose_nearest(places, after, before):
    """Those of (date, id) that a page after or before a key is made of, and one more if there is one."""
    if before:
        return sorted(place for place in places if place > before)[: PAGE_SIZE + 1]
    return sorted((place for place in places if not after or place < after), reverse=True)[: PAGE_SIZE + 1]


def count_up_to_limit(rows):
    """How many rows there are, or one more than the limit when there are more than it."""
    return rows.order_by()[: COUNTED_AT_MOST + 1].count()
