"""What people wrote, on pages of its own; and who has used the answers."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from surveys.answer_log import AnswerEntry, note
from surveys.exporting.kinds import ANSWERS, FILE_KINDS, TEXTS
from surveys.results import shown_texts
from surveys.retention import held

from .access import SEE, SEE_LOG, find_survey, needs, needs_desk, respond, to_desk

TEXTS_ON_A_PAGE = ENTRIES_ON_A_PAGE = 50
WORDS = {
    ANSWERS: lambda n: ngettext("%(n)s answer", "%(n)s answers", n) % {"n": n},
    TEXTS: lambda n: ngettext("%(n)s text", "%(n)s texts", n) % {"n": n},
    "codes": lambda n: ngettext("%(n)s code", "%(n)s codes", n) % {"n": n},
    # Sealed and opened answers, and texts, which lie in rows of their own.
    "rows": lambda n: ngettext("%(n)s row", "%(n)s rows", n) % {"n": n},
}
# What is counted where it is not said by the kind of a file.
Action = AnswerEntry.Action
COUNTED = {
    Action.READ_TEXTS: TEXTS, Action.SAW_NAMES: ANSWERS, Action.DELETED: "rows", Action.UNTIED: "codes",
}  # fmt: skip


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


def in_words(entry):
    """How many of what was seen, taken out or deleted; empty when nothing is counted."""
    if entry.count is None:
        return ""
    counted = COUNTED.get(entry.action) or getattr(FILE_KINDS.get(entry.kind), "holds", ANSWERS)
    return WORDS[counted](entry.count)


@needs(SEE_LOG)
@require_safe
def answer_log(request):
    """Who looked at answers, ordered and fetched files, and what was deleted by itself; the newest first."""
    entries = Paginator(AnswerEntry.objects.all(), ENTRIES_ON_A_PAGE).get_page(request.GET.get("side"))
    for entry in entries:
        # The first words of what the kind is called where files are ordered.
        entry.file = str(FILE_KINDS[entry.kind].label).split(":")[0] if entry.kind in FILE_KINDS else entry.kind
        entry.how_many = in_words(entry)
    return respond(request, "answer_log", _("Use of answers"), entries=entries)
