"""Who answered what, in a survey that told residents so: for those who may see both answers and members."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from invitations.models import Invitation
from surveys.answer_log import AnswerEntry, note
from surveys.models import FreeText, Response
from surveys.promises import IDENTIFIED
from surveys.questions import questions_of

from .access import SEE, SEE_MEMBERS, allowed, find_survey, respond, to_desk

ANSWERS_ON_A_PAGE = 25


def may_see_names(user):
    """Whether somebody may see both what was answered and who the members are."""
    return user.has_perm(SEE) and user.has_perm(SEE_MEMBERS)


def has_names(box):
    """Whether a box is opened that holds named answers."""
    return box is not None and box.identity_mode == IDENTIFIED and box.opened_at is not None


@allowed(may_see_names)
@require_safe
def named(request, page_id):
    """The answers with the address of whoever gave them, in the order of random keys. Each look is written down."""
    page, asking, box = find_survey(page_id)
    if not has_names(box):
        raise Http404
    responses = Response.objects.filter(page_id=page.pk, subject__isnull=False).order_by("pk")
    shown = Paginator(responses, ANSWERS_ON_A_PAGE).get_page(request.GET.get("side"))
    note(request.user, AnswerEntry.Action.SAW_NAMES, page, now=timezone.now(), count=len(shown))
    rows = with_names(shown, asking, questions_of(box.version.structure.data, box.version.texts))
    return respond(request, "named", _("Who answered what"), [to_desk(page)], page=page, shown=shown, rows=rows)


def with_names(responses, asking, questions):
    """[(member, [(label, words)])] of responses whose invitation still says whose they are; two queries."""
    subjects = [response.subject for response in responses]
    invitations = Invitation.objects.filter(asking=asking, subject__in=subjects).exclude(member=None)
    members = {invitation.subject: invitation.member for invitation in invitations.select_related("member")}
    texts = {
        (subject, str(question)): text
        for subject, question, text in FreeText.objects.filter(subject__in=subjects).values_list(
            "subject", "question", "text"
        )
    }
    return [
        (members[response.subject], [(question.label, said(question, response, texts)) for question in questions])
        for response in responses
        if response.subject in members
    ]


def said(question, response, texts):
    """What somebody answered to a question, in words; empty where she said nothing."""
    if question.is_text:
        return texts.get((response.subject, question.key), "")
    answer = response.form_data.get(question.key)
    return "" if answer is None else question.in_words(answer)
