"""Where a survey stands in its life, since when, through whom, and what is missing. Nothing here is stored: it follows
from dates, from what has been published, and from the named acts.
"""

import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from invitations.counts import count_columns

from .models import SurveyAct, SurveyPage
from .publishing import REQUIRED
from .way import localday

Kind = SurveyAct.Kind


class Step(models.TextChoices):
    """The steps in their order."""

    DRAFT = "draft", _("Draft")
    CHECKED = "checked", _("Filled in")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    DUE = "due", _("Results are late")
    PUBLISHED = "published", _("Results published")
    ARCHIVED = "archived", _("Archived")


@dataclass(frozen=True)
class Life:
    """The step, the day it was reached, who took it (empty where it comes by itself), and the fields that lack."""

    step: Step
    on: date | None = None
    who: str = ""
    missing: tuple = ()


def surveys():
    """Every survey once, in the language that owns it, with what its life follows from. Mirrored pages are none."""
    return (
        SurveyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE, alias_of=None)
        .select_related("locale", "asking", "survey_results__published_by", "owner")
        .prefetch_related("acts")
        .annotate(**count_columns("asking__"))
        .defer_streamfields()
        .order_by(models.F("opens_at").desc(nulls_first=True), "-pk")
    )


def with_lives(pages, *, now):
    """[(page, Life)] of the surveys in `pages`; one query for what is in the drafts."""
    pages = list(pages)
    drafts = Revision.objects.filter(pk__in=[page.latest_revision_id for page in pages if not page.live])
    drafts = drafts.select_related("user").in_bulk()
    return [(page, life_of(page, drafts.get(page.latest_revision_id), now=now)) for page in pages]


def life_of(page, draft, *, now):
    """The Life of `page`; `draft` is the newest revision of one that is not live."""
    acts = {act.kind: act for act in page.acts.all()}
    today = timezone.localdate(now)
    if act := acts.get(Kind.ARCHIVED):
        return Life(Step.ARCHIVED, localday(act.at), act.user_name)
    if page.results is not None:
        by = page.results.published_by
        return Life(Step.PUBLISHED, localday(page.results.published_at), by.get_username() if by else "")
    asking = getattr(page, "asking", None)
    if asking is not None and (page.live or now >= asking.ends_at):
        if now < asking.opens_at:
            approval = acts.get(Kind.APPROVED)
            return Life(Step.SCHEDULED, localday(asking.opens_at), approval.user_name if approval else "")
        if now < asking.ends_at:
            return Life(Step.OPEN, localday(asking.opens_at))
        if page.results_due_on and page.results_due_on < today:
            return Life(Step.DUE, page.results_due_on, page.owner_unit)
        is_early = Kind.CLOSED in acts and asking.stopped_at is not None
        return Life(Step.CLOSED, localday(asking.ends_at), acts[Kind.CLOSED].user_name if is_early else "")
    return life_of_draft(page, draft, acts)


def life_of_draft(page, draft, acts):
    """The Life of a survey that has not opened and is not published."""
    if draft is None:
        return Life(Step.DRAFT, who=page.owner.get_username() if page.owner else "")
    user = draft.user or page.owner
    on, who = localday(draft.created_at), user.get_username() if user else ""
    if draft.approved_go_live_at:
        return Life(Step.SCHEDULED, localday(draft.approved_go_live_at), who)
    missing = missing_in(draft.content)
    if missing:
        return Life(Step.DRAFT, on, who, missing)
    approval = acts.get(Kind.APPROVED)
    if approval and approval.revision_id == draft.pk:
        return Life(Step.APPROVED, localday(approval.at), approval.user_name)
    return Life(Step.CHECKED, on, who)


def missing_in(content):
    """The names of the fields that are empty in a revision's `content` and asked for at publishing."""
    names = [name for name in REQUIRED if content.get(name) in (None, "")]
    if not json.loads(content.get("questions") or "[]"):
        names.append("questions")
    return tuple(SurveyPage._meta.get_field(name).verbose_name for name in names)
