"""What people wrote, on pages of its own; and who has used the answers."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from surveys.answer_log import AnswerEntry, note
from surveys.exporting.kinds import FILE_KINDS
from surveys.results import shown_texts
from surveys.retention import held

from .access import SEE, SEE_LOG, find_survey, needs, needs_desk, respond, to_desk

TEXTS_ON_A_PAGE = ENTRIES_ON_A_PAGE = 50


@needs(SEE)
@require_safe
def texts(request, page_id, question):
    """The texts written to one question, in the order of random keys: beside no other answer of anybody."""
    page, _asking, box = find_survey(page_id)
    label, found = shown_texts(box, str(question)) if box else ("", None)
    if found is None:
        raise Http404
    shown = Paginator(found, TEXTS_ON_A_PAGE).get_page(request.GET.get("side"))
    note(request.user, AnswerEntry.Action.READ_TEXTS, page, now=timezone.now(), count=len(shown))
    return respond(request, "texts", label, [to_desk(page)], page=page, shown=shown)


@needs_desk
@require_safe
def deletions(request):
    """What is held of the answers to each survey, and the date it goes."""
    return respond(request, "deletions", _("Deleted by itself"), rows=held(), today=timezone.localdate())


@needs(SEE_LOG)
@require_safe
def answer_log(request):
    """Who looked at answers, ordered and fetched files, and what was deleted by itself; the newest first."""
    entries = Paginator(AnswerEntry.objects.all(), ENTRIES_ON_A_PAGE).get_page(request.GET.get("side"))
    for entry in entries:
        # The first words of what the kind is called where files are ordered.
        entry.file = str(FILE_KINDS[entry.kind].label).split(":")[0] if entry.kind in FILE_KINDS else entry.kind
    return respond(request, "answer_log", _("Use of answers"), entries=entries)
