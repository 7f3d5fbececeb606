"""A month of surveys: what opens, closes, is due or is deleted on which day."""

import calendar
import re
from datetime import date

from django.utils.translation import gettext as _

MONTH = re.compile(r"(\d{4})-(\d{2})")


def month_of(text, *, today):
    """The first day of the month written as 2026-11, or of this one."""
    found = MONTH.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12 and 2000 <= int(found[1]) <= 2100:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def beside(month, step):
    """The month before (-1) or after (1)."""
    number = month.year * 12 + month.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)


def weeks_of(rows, month):
    """[[(day, is of the month, [(word, row)])]]: the weeks, Monday first, with what happens."""
    happening = {}
    for row in rows:
        for word, day in (
            (_("opens"), row.opens_on),
            (_("closes"), row.closes_on),
            (_("results due"), row.source.results_due_on),
            (_("answers deleted"), row.source.retention_on),
        ):
            happening.setdefault(day, []).append((word, row))
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [[(day, day.month == month.month, happening.get(day, [])) for day in week] for week in weeks]
