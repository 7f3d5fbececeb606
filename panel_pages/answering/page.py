"""The pages a survey is answered on. Without errors they are prepared once and then only filled in."""

from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from home.kept import Shelf
from surveys.prepared import Prepared, Slots
from surveys.questionnaire import questionnaire

CSRF_FIELD = "csrfmiddlewaretoken"
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
    delete_on: date


def facts_of(asking):
    """The Facts of an asking whose page and box are fetched along."""
    of_asking = {name: getattr(asking, name) for name in Facts._fields if name not in ("title", "delete_on")}
    return Facts(title=asking.page.title, delete_on=asking.page.survey_box.delete_on, **of_asking)


def whole_page(request, asking, form=None, status=200):
    """The facts and the whole form on one page; `form` is one with errors, to be drawn question by question."""
    return survey_page(request, asking, "panel_pages/answering/form.html", (), None, {}, form, status)


def step_page(request, asking, path, step, answers, form=None, status=200):
    """One step of the `path` of somebody, with her answers in it; `form` is one with errors."""
    return survey_page(request, asking, "panel_pages/answering/step.html", path, step, answers, form, status)


def survey_page(request, asking, template, path, step, answers, form, status):
    """The page of a step, or of the whole survey when `step` is None."""
    facts, version_id = facts_of(asking), asking.page.survey_box.version_id
    if form is not None:
        return render(request, template, context_of(facts, path, step, form), status=status)
    key = (template, version_id, facts, path, step, translation.get_language())
    prepared = prepared_pages.get(key)
    if prepared is None:
        prepared = prepare(template, version_id, facts, path, step)
        prepared_pages.put(key, prepared)
    written = questionnaire(version_id).written(answers) if answers else {}
    return HttpResponse(prepared.fill({CSRF_FIELD: [get_token(request)]} | written))


def prepare(template, version_id, facts, path, step):
    """The page with slots. The same for all who are shown the same, so no request comes near it."""
    slots = Slots()
    form = questionnaire(version_id).form_class(fill=slots, keys=step.keys if step else None)
    context = context_of(facts, path, step, form)
    return Prepared(render_to_string(template, context | {"csrf_token": slots.text(CSRF_FIELD)}))


def context_of(facts, path, step, form):
    """What the template of a step, or of the whole survey, draws."""
    if step is None:
        return {"survey": facts, "form": form}
    place = next(place for place, part in enumerate(path, 1) if part.number == step.number)
    context = {"survey": facts, "form": form, "step": step, "steps": path, "place": place}
    return context | {"arches": bridge(path, step)}


def bridge(steps, step):
    """The progress bar: an arch a step, those behind the resident built. All are when `step` is None."""
    here = step.number if step else len(steps) + 1
    states = ["done" if part.number < here else "now" if part.number == here else "todo" for part in steps]
    arches = [{"x": 6 + 60 * place, "state": state} for place, state in enumerate(states)]
    return {"arches": arches, "width": 60 * len(steps), "deck": 60 * len(steps) - 4}
