"""What the panel has been asked: surveys and activities in one list, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from figures.shares import format_percent
from home.card_pictures import with_pictures
from home.filters import Choice, query_string
from home.kept import Shelf
from home.languages import is_bokmal, readable
from home.navigation import open_to_everyone
from invitations.counts import Counts, public_columns

from .models import ActivityPage, SurveyPage
from .states import State

STATUS_PARAMETER, YEAR_PARAMETER = "status", "aar"


@dataclass(frozen=True)
class Entry:
    """A survey or activity as the list shows it."""

    page: object
    state: State
    first_on: date
    summary: str
    finding: str = ""
    period: str = ""
    last_on: date | None = None
    counts: Counts | None = None
    figures: tuple = ()
    outcome: str = ""

    @property
    def has_closed(self):
        """Whether the figures of who answered are final."""
        return bool(self.counts) and self.counts.answered is not None

    @property
    def rate(self):
        """Such as "45 %"; empty when nobody has been asked."""
        return format_percent(self.counts.rate) if self.has_closed and self.counts.invited else ""


# By language. The front page, the list and every choice that narrows it are made of the same entries.
remembered = Shelf(most=10)


def list_asked(*, now):
    """All live surveys and activities as entries, the newest first; remembered until one of them opens or closes."""
    language = get_language()
    entries = remembered.get(language)
    if entries is None:
        entries = find_asked(now=now)
        changes = [(moment - now).total_seconds() for moment in moments_of_change(entries) if moment > now]
        remembered.put(language, entries, seconds=min(changes, default=None))
    return entries


def find_asked(*, now):
    """The same, from the database."""
    surveys = list(
        SurveyPage.objects.live()
        .filter(open_to_everyone(), locale__language_code=settings.LANGUAGE_CODE)
        .select_related("asking", "survey_results")
        .annotate(**public_columns("asking__"))
        .defer_streamfields()
        .prefetch_related(with_pictures())
    )
    activities = readable(ActivityPage.objects.live().filter(open_to_everyone())).prefetch_related(with_pictures())
    translated = translations_for_reader(surveys)
    entries = [survey_entry(survey, translated.get(survey.translation_key), now=now) for survey in surveys]
    entries += [activity_entry(activity) for activity in activities]
    return sorted(entries, key=lambda entry: (entry.first_on, entry.page.pk), reverse=True)


@dataclass(frozen=True)
class Selection:
    """The part of the list somebody has asked for, and the links to other parts."""

    entries: list
    states: list
    years: list
    is_narrowed: bool


def select(entries, *, state="", year=""):
    """Narrow `entries` to a state and a year, both as they stand in an address. What we do not know narrows nothing."""
    states = [known for known in State if any(entry.state == known for entry in entries)]
    years = sorted({entry.first_on.year for entry in entries}, reverse=True)
    chosen_state = next((known for known in State if known.value == state), None)
    chosen_year = next((known for known in years if str(known) == year), None)

    def shown(state, year):
        return [entry for entry in entries if state in (None, entry.state) and year in (None, entry.first_on.year)]

    def choice(label, state, year, is_chosen):
        words = {STATUS_PARAMETER: state.value if state else "", YEAR_PARAMETER: year or ""}
        return Choice(label, query_string(words), len(shown(state, year)), is_chosen, state)

    return Selection(
        entries=shown(chosen_state, chosen_year),
        states=[choice("", None, chosen_year, chosen_state is None)]
        + [choice(known.label, known, chosen_year, known == chosen_state) for known in states],
        years=[choice("", chosen_state, None, chosen_year is None)]
        + [choice(str(known), chosen_state, known, known == chosen_year) for known in years],
        is_narrowed=bool(chosen_state or chosen_year),
    )


def moments_of_change(entries):
    """When surveys among `entries` open and close."""
    surveys = (entry.page for entry in entries if isinstance(entry.page, SurveyPage))
    return [moment for survey in surveys for moment in survey.moments_of_change()]


def translations_for_reader(surveys):
    """{translation key: page} of `surveys` in the language of the page being made; none in bokmål."""
    for survey in surveys:
        survey.original = survey
    if is_bokmal():
        return {}
    pages = SurveyPage.objects.live().filter(
        open_to_everyone(),
        locale__language_code=get_language(),
        translation_key__in=[survey.translation_key for survey in surveys],
    )
    return {page.translation_key: page for page in pages.defer_streamfields().prefetch_related(with_pictures())}


def survey_entry(survey, translation=None, *, now):
    """A survey; `asking`, `survey_results` and the counts are already with it. Its words may be a translation's."""
    shown = translation or survey
    shown.original = survey
    shown.language = get_language() if translation else settings.LANGUAGE_CODE
    return Entry(
        page=shown,
        state=survey.state(now),
        first_on=timezone.localdate(survey.opens_at),
        last_on=timezone.localdate(survey.closing_time()),
        summary=shown.purpose,
        finding=shown.finding if survey.results else "",
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
        finding=activity.finding,
        figures=tuple(activity.shown_figures),
        outcome=activity.outcome,
    )


def newest_results(entries):
    """The newest survey among `entries` with published results, or None."""
    with_results = (entry for entry in entries if entry.state == State.RESULTS and entry.has_closed)
    return next(with_results, None)
