"""Counting and percentages."""

from django.conf import settings
from django.template.defaultfilters import floatformat

HARD_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def percent(part, whole):
    """`part` of `whole` in whole per cent, halves rounded up; None when there is nothing to divide by."""
    if not whole:
        return None
    return (200 * part + whole) // (2 * whole)


def format_percent(value):
    """Such as "45 %" with a hard space, and a dash for None."""
    return "–" if value is None else f"{value}{HARD_SPACE}%"


def with_minus(number):
    """A number as people read it: a minus is as wide as a plus and is no hyphen, at which lines are broken."""
    return str(number).replace("-", MINUS)


def format_change(value, decimals=0):
    """Such as "+3", "−0,5" or "0": how much more or less. A dash for None."""
    if value is None:
        return "–"
    text = with_minus(floatformat(value, decimals))
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def smallest_group():
    """How many answers a total or a group must have to be shown. Settings may raise it, never lower it below ten."""
    return max(10, settings.FIGURES_SMALLEST_GROUP)


def smallest_cell():
    """The smallest count shown where cells are hidden. Settings may raise it, never lower it below five."""
    return max(5, settings.FIGURES_SMALLEST_CELL)
