"""Counting and percentages."""

from django.conf import settings

HARD_SPACE = "\N{NO-BREAK SPACE}"


def percent(part, whole):
    """`part` of `whole` in whole per cent, halves rounded up; None when there is nothing to divide by."""
    if not whole:
        return None
    return (200 * part + whole) // (2 * whole)


def format_percent(value):
    """Such as "45 %" with a hard space, and a dash for None."""
    return "–" if value is None else f"{value}{HARD_SPACE}%"


def smallest_group():
    """How many answers a total or a group must have to be shown. Settings may raise it, never lower it below ten."""
    return max(10, settings.FIGURES_SMALLEST_GROUP)


def smallest_cell():
    """The smallest count shown where cells are hidden. Settings may raise it, never lower it below five."""
    return max(5, settings.FIGURES_SMALLEST_CELL)
