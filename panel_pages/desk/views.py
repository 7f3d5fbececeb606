"""The survey desk in the admin: counts of those asked and answered, never an address, and never who answered what."""

from django.conf import settings
from django.db.models import F
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from invitations.counts import Counts, counts, counts_for
from invitations.progress import progress, together
from invitations.response import response_rates
from panel_pages.answering.trying import link_to_draft, make_test_link
from panel_pages.life import Step, life_of
from panel_pages.models import SurveyPage
from surveys.answer_log import AnswerEntry, note
from surveys.results import NothingToPublish, has_responses, publish_results, results
from surveys.waves import compare

from .access import EXPORT, PUBLISH, SEE, SEND, STEER, find_survey, needs, needs_desk, respond, to_desk
from .languages import languages_of
from .library import parent_for
from .named import has_names, may_see_names
from .stages import Stage, stage_of
from .steering import ACTS, possible_acts

RESULT_STAGES = (Stage.OPENED, Stage.PUBLISHED)


@needs_desk
@require_safe
def survey_list(request):
    """Every survey with its state, dates, those asked and the rate; two queries however many there are."""
    pages = list(
        SurveyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("asking", "survey_results", "locale")
        .defer_streamfields()
        .order_by(F("opens_at").desc(nulls_first=True), "-pk")
    )
    found = counts_for([page.pk for page in pages])
    now = timezone.now()
    rows = [{"page": page, "counts": found[page.pk], "state": page.state(now)} for page in pages]
    return respond(request, "list", _("Surveys"), rows=rows, can_build=parent_for(request.user) is not None)


@needs_desk
@require_safe
def desk(request, page_id):
    """One survey: what has happened, what can be done now, and what comes by itself."""
    page, asking, box = find_survey(page_id)
    sealed_count = box.answers.count() if box else 0
    found = counts(asking) if asking else Counts()
    if box is not None and box.is_open_to_all:
        # Two groups, of which the larger one says whether anything is opened.
        others = open_link_count(box, sealed_count, found.answered)
        sealed_count = max(sealed_count - others, others)
    stage = stage_of(
        is_live=page.live, asking=asking, box=box, has_snapshot=page.results is not None,
        sealed_count=sealed_count, now=timezone.now(),
    )  # fmt: skip
    context = {"stage": stage, "page": page, "asking": asking, "box": box, "state": page.state()}
    context["languages"] = languages_of(page)
    context["is_late"] = life_of(page, None, now=timezone.now()).step == Step.DUE
    if asking:
        mailings = list(asking.mailings.select_related("queued_by", "asking"))
        progresses = progress(mailings)
        context |= {
            "counts": found,
            "progress": together(progresses.values()),
            "mailings": mailings,
            "response": response_rates(asking),
            "can_send": stage in (Stage.PLANNED, Stage.OPEN) and request.user.has_perm(SEND),
            "can_tell": stage == Stage.PUBLISHED and request.user.has_perm(SEND),
        }
    if stage in RESULT_STAGES and request.user.has_perm(SEE):
        context["results"] = figures_of(page, asking, box)
        context["comparison"] = comparison_of(page, context["results"])
        if page.previous_wave and not page.previous_wave.results:
            note(request.user, AnswerEntry.Action.SAW_FIGURES, page.previous_wave, now=timezone.now())
        context["can_export"] = request.user.has_perm(EXPORT)
        if not page.results:
            note(request.user, AnswerEntry.Action.SAW_FIGURES, page, now=timezone.now())
    if request.user.has_perm(STEER):
        context["acts"] = [(name, ACTS[name]) for name in possible_acts(page, asking, box, now=timezone.now())]
    context["acts_done"] = list(page.acts.all())
    context["tries"], context["test_count"] = links_to_try(page, stage), page.survey_test_answers.count()
    if box is not None and box.is_open_to_all:
        context["open_link_count"] = others
    context["can_see_names"] = has_names(box) and may_see_names(request.user)
    context["can_publish"] = stage == Stage.OPENED and request.user.has_perm(PUBLISH)
    return respond(request, "desk", page.title, **context)


def links_to_try(page, stage):
    """[(label, link)] of what an employee can try: the survey as published, and a draft that is another."""
    links = []
    if page.live and stage in (Stage.PLANNED, Stage.OPEN):
        links.append((_("Try it"), make_test_link(page.pk)))
    if link := link_to_draft(page, timezone.now()):
        links.append((_("Try the draft"), link))
    return links


def figures_of(page, asking, box):
    """What was published, or what would be."""
    if page.results:
        return page.results.data
    return results(box, invited=asking.invited_count, has_special_categories=page.has_special_categories)


def open_link_count(box, sealed_count, answered):
    """How many answers came by the link for everybody: what lies in the box beside those whose invitation is ticked."""
    return max(sealed_count - answered, 0) if box.opened_at is None else box.open_link_count


def comparison_of(page, data):
    """The figures of a wave beside those of the one before, as far as that one's may be seen; None without one."""
    previous = page.previous_wave
    if previous is None:
        return None
    _page, asking, box = find_survey(previous.pk)
    is_opened = previous.results is not None or (box is not None and box.opened_at and has_responses(previous.pk))
    tables = compare(figures_of(previous, asking, box)["items"], data["items"]) if is_opened else []
    return {"page": previous, "tables": tables}


@needs_desk
@require_http_methods(["POST"])
def forget_tests(request, page_id):
    """Remove what was sent by those who tried the survey."""
    page, _asking, _box = find_survey(page_id)
    page.survey_test_answers.all().delete()
    messages.success(request, _("The test answers are removed."))
    return redirect("survey_desk:desk", page.pk)


@needs(PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, page_id):
    """Publish the figures as they are now, once, after the findings have been written."""
    page, asking, box = find_survey(page_id)
    if page.results or box is None or box.opened_at is None or not has_responses(page.pk):
        return nothing_to_publish(request, page)
    is_ready = page.live and page.tells_what_came_of_it
    if request.method == "POST" and is_ready:
        try:
            publish_results(
                box, invited=asking.invited_count, by=request.user, now=timezone.now(),
                has_special_categories=page.has_special_categories,
            )  # fmt: skip
        except NothingToPublish:
            return nothing_to_publish(request, page)
        messages.success(
            request, _("The results are published."), buttons=[messages.button(page.get_url(request), _("View live"))]
        )
        return redirect("survey_desk:desk", page.pk)
    n = Counts(asking.invited_count, box.opened_count)
    return respond(
        request,
        "confirm_publish",
        _("Publish results"),
        [to_desk(page)],
        page=page,
        box=box,
        counts=n,
        is_ready=is_ready,
    )


def nothing_to_publish(request, page):
    """Back to the desk, with the reason."""
    messages.error(request, _("There are no results to publish."))
    return redirect("survey_desk:desk", page.pk)
