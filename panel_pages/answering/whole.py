"""A survey on one page: shown, and sent in one go. And the receipt, however it was sent."""

import logging

from django import db
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.kept import Shelf
from members.token_pages import token_page
from surveys.forms import as_shown

from .page import TOLD_OTHERWISE, lacks_consent, questionnaire_of, was_told_otherwise, whole_page
from .sending import after_sending, store_answer
from .steps import at_hand, introduce
from .way_in import (
    already_answered,
    behind_a_link,
    closed,
    dead_link,
    find_behind,
    may_be_changed,
    says_when_out_of_order,
    tell_test,
)

log = logging.getLogger(__name__)
receipts = Shelf(most=100)


@behind_a_link("GET", "HEAD", "POST")
def answer(request, link, invitation, now):
    """Where the link in the mail leads: the form, or the introduction of a survey in steps."""
    if request.method == "POST":
        return receive(request, link, invitation, now)
    if len(questionnaire_of(invitation.asking).steps) > 1:
        return introduce(request, link, invitation, now)
    return show(request, invitation.asking, now)


@behind_a_link("GET", "HEAD", "POST")
def whole(request, link, invitation, now):
    """All steps on one page, for those who want nothing saved on the way."""
    if request.method == "POST":
        return receive(request, link, invitation, now)
    return show(request, invitation.asking, now)


def show(request, asking, now):
    """The empty form, while the survey is open."""
    return whole_page(request, asking) if asking.is_open(now) else closed(request, asking)


@behind_a_link("GET", "HEAD", "POST", changes=True)
def change(request, link, invitation, now):
    """What was sent, to be changed, where that is possible: on the review, or on one page."""
    asking, (survey, kept) = invitation.asking, at_hand(invitation)
    if not invitation.answered:
        return redirect("answering:form", link=link)
    if request.method == "POST":
        return receive(request, link, invitation, now, draft=kept.name)
    if not asking.is_open(now):
        return already_answered(request, asking, link)
    if len(survey.steps) > 1 and kept.name:
        return redirect("answering:review", link=link)
    return whole_page(request, asking, survey.written(kept.answers), is_change=True)


def receive(request, link, invitation, now, draft=None):
    """A form that was sent: store it, or show it again with everything that was typed."""
    asking, is_change = invitation.asking, invitation.answered
    survey = questionnaire_of(asking)
    if not asking.accepts(now):
        return closed(request, asking, typed_answers(survey.questions, request.POST))
    if request.POST.get("go") == "language":
        return whole_page(request, asking, as_shown(survey.questions, request.POST), is_change=is_change)
    answers, lacking = survey.read(request.POST), lacks_consent(asking, request.POST)
    otherwise = was_told_otherwise(asking, request.POST)
    if answers is None or lacking or otherwise:
        form = survey.whole_form(request.POST)
        if otherwise:
            form.add_error(None, TOLD_OTHERWISE)
        return whole_page(request, asking, form=form, status=422, is_change=is_change, lacks_consent=lacking)
    try:
        is_stored = store_answer(invitation, answers, now=now, draft=draft, last_step=len(survey.steps))
    except db.Error as error:
        log.error("An answer could not be stored: %s", type(error).__name__)
        form = survey.whole_form(request.POST)
        form.add_error(None, _("Something went wrong on our side. Your answers were not sent. Try again in a moment."))
        return whole_page(request, asking, form=form, status=503, is_change=is_change)
    typed = () if is_stored else typed_answers(survey.questions, request.POST)
    return after_sending(request, link, is_stored=is_stored, typed=typed, is_change=is_change)


def typed_answers(questions, data):
    """[(question, [words])] of what was typed, valid or not, so that a late answer is not lost to its writer."""
    typed = [(question.label, question.typed(data)) for question in questions]
    return [(label, words) for label, words in typed if words]


@require_safe
@token_page
@says_when_out_of_order
def receipt(request, link):
    """That the answer has come, never what it was."""
    invitation = find_behind(link, timezone.now())
    if invitation is None or not invitation.asking.page.live:
        return dead_link(request)
    tell_test(request, invitation)
    if not invitation.answered:
        return redirect("answering:form", link=link)
    return receipt_page(request, invitation, link)


def receipt_page(request, invitation, link):
    """The receipt; where there is nothing to change it is the same for all, and drawn for all of them at once."""
    asking = invitation.asking
    can_change = may_be_changed(asking, timezone.now())
    is_alike = not can_change and not invitation.is_test
    key = (asking.pk, asking.told, asking.identity_mode, asking.results_due_on, get_language())
    html = receipts.get(key) if is_alike else None
    if html is None:
        context = {"asking": asking, "link": link, "can_change": can_change}
        html = render_to_string("panel_pages/answering/receipt.html", context, request)
        if is_alike:
            receipts.put(key, html)
    return HttpResponse(html)
