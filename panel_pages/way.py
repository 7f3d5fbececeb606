"""The way of a survey from question to answer, as stops that follow from its dates."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from .states import Place, State


@dataclass(frozen=True)
class Stop:
    """What happens, when, and where it lies from today."""

    heading: str
    text: str
    place: Place


def way_of(survey, *, now):
    """The stops of a published `survey` in order; one of them is now."""
    survey, state = survey.original, survey.state(now)
    states = [State.PLANNED, State.OPEN, State.WORKING, State.RESULTS]
    due_on = date_format(survey.results_due_on, "DATE_FORMAT")
    told = _("By {day}, on this page.").format(day=due_on)
    if state == State.RESULTS:
        told = _("Published on {day}.").format(day=date_format(localday(survey.results.published_at), "DATE_FORMAT"))
    words = [
        (_("We prepare the questions"), ""),
        (_("Those who were asked answer"), date_span(survey.opens_at, survey.closing_time())),
        (_("We read the answers"), _("They stay locked until the survey has closed.")),
        (_("Everyone can read the results, and what we do with them"), told),
    ]
    stops = [
        Stop(heading, text, place_of(step, states.index(state)))
        for step, (heading, text) in enumerate(words)
        if step or state == State.PLANNED
    ]
    is_deleted = survey.answers_are_deleted(now)
    heading = _("Every answer was deleted") if is_deleted else _("Every answer is deleted")
    text = _("{day}. The published figures stay.").format(day=date_format(survey.retention_on, "DATE_FORMAT"))
    stops.append(Stop(heading, text, Place.PAST if is_deleted else Place.COMING))
    return stops


def place_of(step, now):
    """Where the stop number `step` lies when `now` is the number of the one we are at."""
    return Place.PAST if step < now else Place.NOW if step == now else Place.COMING


def localday(moment):
    """The day of a moment or a date, where we live."""
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def date_span(first, last):
    """From one day to another, saying month and year once where they are the same: "9.–27. september 2019"."""
    first, last = localday(first), localday(last)
    if first == last:
        return date_format(last, "DATE_FORMAT")
    day_and_month = get_format("MONTH_DAY_FORMAT")
    same_year = day_and_month if first.month != last.month else day_and_month.removesuffix("F").rstrip()
    start = same_year if first.year == last.year else "DATE_FORMAT"
    return f"{date_format(first, start)}–{date_format(last, 'DATE_FORMAT')}"
