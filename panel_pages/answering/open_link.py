"""An open survey: everybody answers by a link on its page, in the box like the others and counted apart.

Nothing is kept of who it was: no invitation, no draft, no background. A network that sends too often waits an hour, and nothing
keeps somebody from answering twice; the page says so.
"""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.too_many import too_many_requests
from invitations.models import Asking
from members.limits import number_in_network, seconds_left
from members.token_pages import token_page
from surveys.forms import as_shown
from surveys.slot import drop

from .page import OLD_ENOUGH, lacks_consent, questionnaire_of, whole_page
from .way_in import closed, dead_link, says_when_out_of_order, what_was_sent, where_it_is_asked
from .whole import typed_answers


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@token_page
@says_when_out_of_order
def answer(request, page_id):
    """The whole survey on one page, for anybody, while it is open."""
    now = timezone.now()
    asking = find_open(page_id)
    if asking is None:
        return dead_link(request)
    if now < asking.opens_at:
        return render(request, "panel_pages/answering/not_yet.html", {"asking": asking})
    if elsewhere := where_it_is_asked(request, asking):
        return redirect(elsewhere)
    if request.method == "POST":
        return receive(request, asking, now)
    return whole_page(request, asking, is_open_link=True) if asking.is_open(now) else closed(request, asking)


def find_open(page_id):
    """The Asking of a page that everybody may answer, or None."""
    asking = Asking.objects.select_related("page__survey_box").filter(page_id=page_id, page__live=True).first()
    return asking if asking is not None and asking.page.survey_box.is_open_to_all else None


def receive(request, asking, now):
    """A form that was sent: drop it into the box, or show it again with everything that was typed."""
    survey = questionnaire_of(asking)
    if not asking.accepts(now):
        return closed(request, asking, typed_answers(survey.questions, request.POST))
    about = {"is_open_link": True}
    if request.POST.get("go") == "language":
        return whole_page(request, asking, as_shown(survey.questions, request.POST), **about)
    answers = survey.read(request.POST)
    about |= {"lacks_consent": lacks_consent(asking, request.POST), "lacks_age": lacks_age(asking, request.POST)}
    if answers is None or about["lacks_consent"] or about["lacks_age"]:
        return whole_page(request, asking, form=survey.whole_form(request.POST), status=422, **about)
    if number_in_network("open survey", request, now=now) is None:
        return too_many_requests(request, seconds_left(now), what_was_sent(request))
    if not store(asking, answers, now=now):
        return closed(request, asking, typed_answers(survey.questions, request.POST))
    return redirect("answering:open_thanks", page_id=asking.page_id)


def lacks_age(asking, data):
    """Whether somebody we know nothing about has not said that she is old enough. The tick is not stored."""
    return bool(asking.min_age) and data.get(OLD_ENOUGH) != "yes"


def store(asking, answers, *, now):
    """Put the answer into the box. False if it came too late."""
    with transaction.atomic():
        if not Asking.objects.accepting(now).filter(pk=asking.pk).exists():
            return False
        drop(asking.page.survey_box, answers, is_from_open_link=True)
    return True


@require_safe
@token_page
def thanks(request, page_id):
    """That an answer has come. The page is the same for everybody and knows nothing of who has sent one."""
    asking = find_open(page_id)
    if asking is None:
        return dead_link(request)
    return render(request, "panel_pages/answering/open_thanks.html", {"asking": asking})
