"""From a link to an invitation that may be answered, or to the page that says why not."""

import logging
from functools import wraps

from django import db
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from home.kept import Shelf
from invitations.answering import find_invitation
from invitations.models import Asking
from members.token_pages import token_page

from .trying import PREFIX, find_walk

log = logging.getLogger(__name__)

askings = Shelf(most=100)


def says_when_out_of_order(view):
    """Answer with a page that says so when the database is gone, instead of an error nobody understands."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except db.Error as error:
            # the kind only: the text of a database error may quote what somebody answered
            log.error("Answering is out of order: %s", type(error).__name__)
            context = {"sent": what_was_sent(request)}
            return render(request, "panel_pages/answering/out_of_order.html", context, status=503)

    return wrapped


def what_was_sent(request):
    """[(field name, value)] for a page to hold: a browser that is told to store nothing forgets the form it sent."""
    fields = (field for field in request.POST.lists() if field[0] != "csrfmiddlewaretoken")
    return [(name, value) for name, values in fields for value in values]


def behind_a_link(*methods, changes=False):
    """A view behind a personal link that has not been used, or whose answer it `changes`; its survey has begun.

    It is called with the request, the link, its invitation and what time it is. One query so far, or two.
    """

    def decorate(view):
        @sensitive_post_parameters()  # an error report must not hold what somebody answered
        @require_http_methods(methods)
        @csrf_protect
        @token_page
        @says_when_out_of_order
        @wraps(view)
        def wrapped(request, link, **kwargs):
            now = timezone.now()
            invitation = find_behind(link, now)
            if invitation is None or not invitation.asking.page.live:
                return dead_link(request)
            tell_test(request, invitation)
            if invitation.answered and not (changes and may_be_changed(invitation.asking, now)):
                return already_answered(request, invitation.asking, link)
            if now < invitation.asking.opens_at:
                return render(request, "panel_pages/answering/not_yet.html", {"asking": invitation.asking})
            if elsewhere := where_it_is_asked(request, invitation.asking):
                return redirect(elsewhere)
            return view(request, link, invitation, now, **kwargs)

        return wrapped

    return decorate


def find_behind(link, now):
    """The invitation behind a link, or what an employee tries the survey with; None for a link that is dead."""
    if link.startswith(PREFIX):
        return find_walk(link, now)
    return find_invitation(link, lambda asking_id: asking_at_hand(asking_id, now))


def asking_at_hand(asking_id, now):
    """The Asking with its page and box, as this process has known it for a moment.

    Memory may let somebody in whom the sending stops (`tick` asks the database), but it turns nobody away.
    """
    asking = askings.get(asking_id)
    if asking is None or not asking.is_open(now):
        asking = Asking.objects.select_related("page__survey_box").get(pk=asking_id)
        askings.put(asking_id, asking)
    return asking


def where_it_is_asked(request, asking):
    """The address in bokmål, if the survey has no words in the language of this one; None where all is well.

    What is sent is never turned away: a translation may be taken down while somebody writes.
    """
    if get_language() in asking.languages:
        return None
    translation.activate(settings.LANGUAGE_CODE)
    return in_language(request, settings.LANGUAGE_CODE) if request.method in ("GET", "HEAD") else None


def in_language(request, language):
    """The address of this page in `language`."""
    match = request.resolver_match
    with translation.override(language):
        return reverse(match.view_name, args=match.args, kwargs=match.kwargs)


def tell_test(request, invitation):
    """Let every page of somebody who tries the survey say so."""
    request.is_test_walk = invitation is not None and invitation.is_test
    request.is_draft_walk = request.is_test_walk and hasattr(invitation.asking, "questionnaire")


def dead_link(request):
    """One page for a link that is forged, foreign or dead; it never tells which."""
    return render(request, "panel_pages/answering/dead_link.html", status=404)


def may_be_changed(asking, now):
    """Whether an answer may take the place of the one that was sent: never in an anonymous survey."""
    return not asking.page.survey_box.is_anonymous and asking.accepts(now)


def already_answered(request, asking, link, status=200):
    """«You have already answered», with the way to change the answer where there is one."""
    can_change = may_be_changed(asking, timezone.now())
    context = {"asking": asking, "link": link, "can_change": can_change}
    return render(request, "panel_pages/answering/already_answered.html", context, status=status)


def closed(request, asking, typed=()):
    """Too late. `typed` [(question, [words])] is shown, since it is not stored, or not for long."""
    return render(request, "panel_pages/answering/closed.html", {"asking": asking, "typed": typed}, status=410)
