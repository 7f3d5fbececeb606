"""The pages a survey is answered on. Without errors they are prepared once and then only filled in."""

from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from home.kept import Shelf
from home.languages import choices
from surveys.prepared import Prepared, Slots, order_for
from surveys.questionnaire import questionnaire

from .detours import detour_of
from .way_in import in_language

CSRF_FIELD, ADDRESS_IN, DETOUR = "csrfmiddlewaretoken", "address ", "detour"
# Ticks that are asked for and not stored.
CONSENT, OLD_ENOUGH = "consent", "old_enough"
TOLD_OTHERWISE = gettext_lazy("How answers are stored has changed since you opened this page. Read it before you send.")
prepared_pages = Shelf(most=200)


class Facts(NamedTuple):
    """What the pages say about the survey beside its questions."""

    title: str
    introduction: str
    purpose: str
    minutes: int | None
    owner_unit: str
    contact_name: str
    contact_email: str
    identity_mode: str
    ends_at: datetime
    late_until: datetime | None
    delete_on: date
    subject_until_on: date | None
    background: tuple
    asks_consent: bool
    results_due_on: date | None
    told: str
    is_test: bool
    is_draft: bool
    is_change: bool
    is_open_link: bool
    min_age: int | None


def facts_of(asking, *, is_change=False, is_open_link=False):
    """The Facts of an asking whose page and box are fetched along; `is_change` for somebody who has answered before."""
    box, words = asking.page.survey_box, asking.told._asdict()
    of_box = {
        "delete_on": box.delete_on,
        "identity_mode": box.identity_mode,
        "subject_until_on": box.subject_until_on,
        "background": tuple(box.background),
        "asks_consent": box.has_special_categories,
        "told": box.told,
        "is_test": getattr(asking, "is_test", False),
        "is_draft": hasattr(asking, "questionnaire"),
        # It has closed, and who had begun may still send.
        "late_until": asking.takes_answers_until if timezone.now() >= asking.ends_at else None,
    }
    others = {
        name: getattr(asking, name)
        for name in Facts._fields
        if name not in {*words, *of_box, "is_change", "is_open_link"}
    }
    return Facts(is_change=is_change, is_open_link=is_open_link, **of_box, **words, **others)


def questionnaire_of(asking):
    """The Questionnaire of an asking, in the language that is active if it has words in it."""
    box = asking.page.survey_box
    # One that is tried before it is published brings its own.
    return getattr(asking, "questionnaire", None) or questionnaire(
        box.version_id, box.translations.get(translation.get_language())
    )


def was_told_otherwise(asking, data):
    """Whether the form was drawn before the survey began to say something else about answers: nobody had answered then."""
    return data.get("told", "anonymous") != asking.page.survey_box.told


def lacks_consent(asking, data):
    """Whether a survey about special categories is answered without the tick that allows it. The tick is not stored."""
    return asking.page.survey_box.has_special_categories and data.get(CONSENT) != "yes"


def languages_of(request, asking):
    """The languages the survey can be answered in, each with the address of this page in it."""
    if not asking.translations:
        return []
    query = detour_of(request).query
    addresses = {language: in_language(request, language) + query for language in asking.languages}
    return choices(addresses, translation.get_language())


def whole_page(request, asking, written=None, form=None, status=200, **about):
    """The facts and the whole form on one page, with what is `written` {field name: [values]} in it.

    `form` is one with errors, to be drawn question by question. `about` is whether it `is_change` or `is_open_link`, and
    whether she `lacks_consent` or `lacks_age`.
    """
    return survey_page(request, asking, "panel_pages/answering/form.html", (), None, written, form, status, **about)


def step_page(request, asking, path, step, written, form=None, status=200, **about):
    """One step of the `path` of somebody; the rest as above."""
    return survey_page(request, asking, "panel_pages/answering/step.html", path, step, written, form, status, **about)


def survey_page(
    request, asking, template, path, step, written, form, status, *, is_change=False, is_open_link=False, **lacks
):  # fmt: skip
    """The page of a step, or of the whole survey when `step` is None."""
    facts, survey = facts_of(asking, is_change=is_change, is_open_link=is_open_link), questionnaire_of(asking)
    languages = languages_of(request, asking)
    order, detour = order_of(request) if survey.is_shuffled else 0, detour_of(request)
    said = detour.shown
    if form is not None:
        form.fill.order = order
        context = context_of(facts, path, step, form, languages, said) | lacks | {DETOUR: detour.query or "?"}
        return render(request, template, context, status=status)
    key = (template, survey, facts, path, step, translation.get_language(), len(languages), order, said)
    prepared = prepared_pages.get(key)
    if prepared is None:
        prepared = prepare(template, survey, facts, path, step, languages, order, said)
        prepared_pages.put(key, prepared)
    addresses = {ADDRESS_IN + choice.code: [choice.address] for choice in languages}
    of_request = {CSRF_FIELD: [get_token(request)], DETOUR: [detour.query or "?"]}
    return HttpResponse(prepared.fill((written or {}) | of_request | addresses))


def order_of(request):
    """The order of shuffled options behind a link: never stored, and the same whenever somebody comes back."""
    link = request.resolver_match.kwargs.get("link")
    if link is None:
        # An open survey has no link; the browser keeps the secret of its form as long as it may send it.
        get_token(request)
        link = request.META["CSRF_COOKIE"]
    return order_for(link)


def prepare(template, survey, facts, path, step, languages, order, said):
    """The page with slots. The same for all who are shown the same, so no request comes near it."""
    slots = Slots(order)
    form = survey.step_form(step, fill=slots) if step else survey.form_class(fill=slots)
    languages = [choice._replace(address=slots.text(ADDRESS_IN + choice.code)) for choice in languages]
    context = context_of(facts, path, step, form, languages, said)
    of_request = {"csrf_token": slots.text(CSRF_FIELD), DETOUR: slots.text(DETOUR)}
    return Prepared(render_to_string(template, context | of_request))


def context_of(facts, path, step, form, languages, said):
    """What the template of a step, or of the whole survey, draws; `said` is what its Detour has shown."""
    consent, old_enough = (form.fill.mark(name, "yes", " checked") for name in (CONSENT, OLD_ENOUGH))
    context = {
        "survey": facts,
        "form": form,
        "languages": languages,
        "form_id": "survey",
        "consent": consent,
        "old_enough": old_enough,
    }
    if step is None:
        return context
    place = next(place for place, part in enumerate(path, 1) if part.number == step.number)
    context |= {"step": step, "steps": path, "place": place}
    context |= dict(zip(("leads_back", "asks_more", "has_lost"), said, strict=True))
    return context | {"arches": bridge(path, step)}


def bridge(steps, step):
    """The progress bar: an arch a step, those behind the resident built. All are when `step` is None."""
    # A step that is not for her leaves a gap in the numbers.
    here = step.number if step else steps[-1].number + 1
    states = ["done" if part.number < here else "now" if part.number == here else "todo" for part in steps]
    arches = [{"x": 6 + 60 * place, "state": state} for place, state in enumerate(states)]
    return {"arches": arches, "width": 60 * len(steps), "deck": 60 * len(steps) - 4}
