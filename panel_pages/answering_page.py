"""The page a survey is answered on. Without errors it is prepared once and then only filled in."""

from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from home.kept import Shelf
from surveys.forms import form_class
from surveys.prepared import Prepared, Slots

TEMPLATE = "panel_pages/answering/form.html"
CSRF_FIELD = "csrfmiddlewaretoken"
prepared_pages = Shelf(most=200)


class Facts(NamedTuple):
    """What the page says about the survey beside its questions."""

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


def form_page(request, asking, form=None, status=200):
    """The facts and the whole form on one page; `form` is one with errors, to be drawn question by question."""
    facts, version_id = facts_of(asking), asking.page.survey_box.version_id
    if form is not None:
        return render(request, TEMPLATE, {"survey": facts, "form": form}, status=status)
    key = (version_id, facts, translation.get_language())
    prepared = prepared_pages.get(key)
    if prepared is None:
        prepared = prepare(version_id, facts)
        prepared_pages.put(key, prepared)
    return HttpResponse(prepared.fill({CSRF_FIELD: [get_token(request)]}))


def prepare(version_id, facts):
    """The page of a version with slots. The same for everybody, so no request comes near it."""
    slots = Slots()
    form = form_class(version_id)(fill=slots)
    context = {"survey": facts, "form": form, "csrf_token": slots.text(CSRF_FIELD)}
    return Prepared(render_to_string(TEMPLATE, context))
