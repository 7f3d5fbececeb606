"""What the panel has been asked: surveys and activities in one list, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from figures.shares import format_percent
from home.navigation import open_to_everyone
from invitations.counts import Counts, count_columns

from .models import ActivityPage, SurveyPage
from .states import State


@dataclass(frozen=True)
class Entry:
    """A survey or activity as the list shows it."""

    page: object
    state: State
    first_on: date
    summary: str
    period: str = ""
    last_on: date | None = None
    counts: Counts | None = None
    figures: tuple = ()
    outcome: str = ""

    @property
    def rate(self):
        """Such as "45 %"; empty when nobody has been asked."""
        return format_percent(self.counts.rate) if self.counts and self.counts.invited else ""


def list_asked(*, now):
    """All live surveys and activities as entries, the newest first."""
    surveys = list(
        SurveyPage.objects.live()
        .filter(open_to_everyone())
        .select_related("asking", "survey_results")
        .annotate(**count_columns("asking__"))
        .defer_streamfields()
    )
    entries = [survey_entry(survey, now=now) for survey in surveys]
    entries += [activity_entry(activity) for activity in ActivityPage.objects.live().filter(open_to_everyone())]
    return sorted(entries, key=lambda entry: (entry.first_on, entry.page.pk), reverse=True)


def survey_entry(survey, *, now):
    """A survey; `asking`, `survey_results` and the counts are already with it."""
    return Entry(
        page=survey,
        state=survey.state(now),
        first_on=timezone.localdate(survey.opens_at),
        last_on=timezone.localdate(survey.closing_time()),
        summary=survey.purpose,
        counts=Counts(survey.invited, survey.answered),
    )


def activity_entry(activity):
    """An activity, with the figures its editor wrote."""
    return Entry(
        page=activity,
        state=State(activity.state),
        first_on=activity.starts_on,
        period=activity.period,
        summary=activity.lead,
        figures=tuple(figure.value for figure in activity.figures),
        outcome=activity.outcome,
    )


def newest_results(entries):
    """The newest survey among `entries` with published results, or None."""
    with_results = (entry for entry in entries if entry.state == State.RESULTS and entry.counts)
    return next(with_results, None)
