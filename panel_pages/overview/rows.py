"""A line of the register, of a survey on this site or of one made elsewhere."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from figures.shares import percent
from panel_pages.life import Life, Step, surveys, with_lives
from panel_pages.models import ExternalSurvey
from panel_pages.way import localday


@dataclass(frozen=True)
class Row:
    """One survey. `source` is the page or the survey in another tool, whose fields have the same names."""

    source: object
    life: Life
    tool: str
    url: str
    opens_on: date | None
    closes_on: date | None
    invited: int | None
    answered: int | None
    who_is_asked: str

    @property
    def is_external(self):
        return isinstance(self.source, ExternalSurvey)

    @property
    def rate(self):
        return percent(self.answered, self.invited) if self.invited and self.answered is not None else None

    @property
    def special(self):
        """«yes», «no», or empty when nobody has said."""
        return {True: _("yes"), False: _("no"), None: ""}[self.source.has_special_categories]


def list_rows(*, now):
    """Every Row, the newest first; as many queries however many there are."""
    rows = [row_of_page(page, life) for page, life in with_lives(surveys(), now=now)]
    rows += [row_of_external(survey, now=now) for survey in ExternalSurvey.objects.all()]
    return sorted(rows, key=lambda row: (row.opens_on or date.max, row.source.pk), reverse=True)


def row_of_page(page, life):
    asking = getattr(page, "asking", None)
    ends_at = asking.ends_at if asking else page.closes_at
    return Row(
        source=page, life=life, tool=_("The citizen panel"), url=reverse("survey_desk:desk", args=[page.pk]),
        opens_on=page.opens_at and localday(page.opens_at), closes_on=ends_at and localday(ends_at),
        invited=page.invited if asking else None, answered=page.answered if asking else None,
        who_is_asked=_("Members of the panel"),
    )  # fmt: skip


def row_of_external(survey, *, now):
    return Row(
        source=survey, life=life_of_external(survey, today=timezone.localdate(now)), tool=survey.tool,
        url=reverse("external_surveys:edit", args=[survey.pk]), opens_on=survey.opens_on, closes_on=survey.closes_on,
        invited=survey.invited, answered=survey.answered, who_is_asked=survey.who_is_asked,
    )  # fmt: skip


def life_of_external(survey, *, today):
    """Where a survey made elsewhere stands, from its dates."""
    if survey.archived_on:
        return Life(Step.ARCHIVED, survey.archived_on)
    if survey.published_on:
        return Life(Step.PUBLISHED, survey.published_on)
    if today < survey.opens_on:
        return Life(Step.SCHEDULED, survey.opens_on)
    if today <= survey.closes_on:
        return Life(Step.OPEN, survey.opens_on)
    if survey.results_due_on and survey.results_due_on < today:
        return Life(Step.DUE, survey.results_due_on, survey.owner_unit)
    return Life(Step.CLOSED, survey.closes_on)
