"""Answering a survey behind a personal link, outside the page tree.

Here, and for the length of one transaction, who answered and what was answered meet: the invitation is ticked and
one sealed answer is inserted, and nothing else is written (decision 0003). GET and HEAD write nothing.
"""

import logging
from functools import wraps

from django import db
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from invitations.answering import find_invitation, tick
from members.token_pages import token_page
from panel_pages.answering_page import form_page
from surveys.box import drop
from surveys.forms import form_class, read_answers

log = logging.getLogger(__name__)


def store_answer(invitation, box, answers, *, now):
    """Tick the invitation and seal the answer, both or neither. False if the link has been used or came too late."""
    with transaction.atomic():
        if not tick(invitation, now=now):
            return False
        drop(box, answers)
    return True


def says_when_out_of_order(view):
    """Answer with a page that says so when the database is gone, instead of an error nobody understands."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except db.Error as error:
            # the kind only: the text of a database error may quote what somebody answered
            log.error("Answering is out of order: %s", type(error).__name__)
            return render(request, "panel_pages/answering/out_of_order.html", status=503)

    return wrapped


@sensitive_post_parameters()  # an error report must not hold what somebody answered
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@token_page
@says_when_out_of_order
def answer(request, link):
    """The form, and what happens to it."""
    now = timezone.now()
    invitation = find_invitation(link, "asking__page__survey_box")
    if invitation is None or not invitation.asking.page.live:
        return dead_link(request)
    asking = invitation.asking
    if invitation.answered:
        return already_answered(request, asking)
    if now < asking.opens_at:
        return render(request, "panel_pages/answering/not_yet.html", {"asking": asking})
    if request.method == "POST":
        return receive(request, link, invitation, now=now)
    if not asking.is_open(now):
        return closed(request, asking)
    return form_page(request, asking)


def receive(request, link, invitation, *, now):
    """A form that was sent: store it, or show it again with everything that was typed."""
    asking = invitation.asking
    box = asking.page.survey_box
    form = form_class(box.version_id)
    if not asking.accepts(now):
        return closed(request, asking, form(request.POST))
    answers = read_answers(form.questions, request.POST)
    if answers is None:
        return form_page(request, asking, form(request.POST), status=422)
    try:
        is_stored = store_answer(invitation, box, answers, now=now)
    except db.Error as error:
        log.error("An answer could not be stored: %s", type(error).__name__)
        form = form(request.POST)
        form.add_error(None, _("Something went wrong on our side. Your answers were not sent. Try again in a moment."))
        return form_page(request, asking, form, status=503)
    if is_stored:
        return redirect("answering:receipt", link=link)
    # Somebody was first: another tab, a second click, the closing or a member who left in this very moment.
    invitation = find_invitation(link)
    if invitation is None:
        return dead_link(request)
    if invitation.answered:
        return already_answered(request, invitation.asking, status=409)
    return closed(request, invitation.asking, form(request.POST))


@require_safe
@token_page
@says_when_out_of_order
def receipt(request, link):
    """That the answer has come, never what it was."""
    invitation = find_invitation(link)
    if invitation is None or not invitation.asking.page.live:
        return dead_link(request)
    if not invitation.answered:
        return redirect("answering:form", link=link)
    return render(request, "panel_pages/answering/receipt.html", {"asking": invitation.asking})


def typed_answers(form):
    """[(question, [words])] of what was typed, valid or not, so that a late answer is not lost to its writer."""
    typed = [(question.label, question.typed(form.data)) for question in form.questions]
    return [(label, words) for label, words in typed if words]


def dead_link(request):
    """One page for a link that is forged, foreign or dead; it never tells which."""
    return render(request, "panel_pages/answering/dead_link.html", status=404)


def already_answered(request, asking, status=200):
    """«You have already answered.»"""
    return render(request, "panel_pages/answering/already_answered.html", {"asking": asking}, status=status)


def closed(request, asking, form=None):
    """Too late. What was typed is shown, since it has not been stored anywhere."""
    context = {"asking": asking, "typed": typed_answers(form) if form else []}
    return render(request, "panel_pages/answering/closed.html", context, status=410)
