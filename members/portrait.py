"""«Who is on the panel?»: the picture residents see. Stored once a week, small groups hidden, shares only.

A picture that changed with every member who joins would tell when a neighbour did. So it is taken by the worker, holds
whole per cent and no counts, and the size of the panel to the nearest ten below.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.municipality import naming
from figures.shares import percent, smallest_group
from figures.suppression import hide_small_groups

from .composition import compare
from .models import Member, PopulationGroup, Portrait

EVERY = timedelta(days=7)
GENDERS = (PopulationGroup.Gender.WOMAN, PopulationGroup.Gender.MAN)
PARTS = {"ages": _("Age"), "genders": _("Gender"), "zones": naming(_("Where in %(municipality)s"))}


def look(*, year):
    """The Comparison of the active members with the population; groups by gender are called by their key."""
    names = {gender.value: gender.value for gender in GENDERS}
    return compare(Member.objects.active(), PopulationGroup.objects.all(), year=year, gender_names=names)


def paint(comparison):
    """What may be shown to everybody of a Comparison, as plain data; an empty dict when the panel is too small."""
    if comparison.size < smallest_group():
        return {}
    return {
        "size": comparison.size - comparison.size % 10,
        "year": comparison.year,
        "source": comparison.source,
        "is_example": comparison.is_example,
        "parts": {name: paint_groups(getattr(comparison, name)) for name in PARTS},
    }


def paint_groups(groups):
    """[{name, percent, expected, is_missing}] of one way to part the panel; percent is None where it is hidden."""
    shown = hide_small_groups({group.name: group.count for group in groups})
    return [
        {
            "name": group.name,
            "percent": None if shown[group.name] is None else percent(group.count, group.panel_size),
            "expected": percent(group.people, group.population_size),
            "is_missing": shown[group.name] is not None and group.is_missing_people,
        }
        for group in groups
    ]


def take_portrait(*, now):
    """Store the picture as it is now, and let the older ones go."""
    today = timezone.localdate(now)
    Portrait.objects.update_or_create(pk=1, defaults={"taken_on": today, "data": paint(look(year=today.year))})


def take_portrait_weekly(*, now):
    """Take it again when the newest is a week old, or there is none; return whether it was taken."""
    today = timezone.localdate(now)
    if Portrait.objects.filter(taken_on__gt=today - EVERY).exists():
        return False
    take_portrait(now=now)
    return True
