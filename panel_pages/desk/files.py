"""Answers as files: ordered with a purpose, written by the worker, fetched, gone an hour later."""

from django import forms
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from home.slugs import plain_slug
from panel_pages.archive.package import KIND as ARCHIVE
from panel_pages.register.forms import ExportForm
from surveys.answer_log import AnswerEntry, note
from surveys.exporting import files
from surveys.exporting.kinds import FILE_KINDS
from surveys.exporting.models import AnswerFile

from .access import EXPORT, SEE, find_survey, needs, respond, to_desk

REFRESH_SECONDS = 3
SHOWN = 30


class OrderForm(ExportForm):
    """Which file, what for, and when it must be gone."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of file"), widget=forms.RadioSelect)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(name, FILE_KINDS[name].label) for name in kinds]
        self.fields["kind"].initial = kinds[0]


def kinds_of(asking, box):
    """The kinds of files there are: all of them after the opening, of a survey with too few answers what was asked."""
    if box is None or asking is None or asking.cohort_fixed_at is None:
        return []
    return list(FILE_KINDS) if box.opened_at else [ARCHIVE]


@needs(SEE, EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_files(request, page_id):
    """The files of a survey, and a form to order one."""
    page, asking, box = find_survey(page_id)
    kinds = kinds_of(asking, box)
    if not kinds:
        messages.error(request, _("The survey is not over, so there is nothing to take out."))
        return redirect("survey_desk:desk", page.pk)
    form = OrderForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        files.order(page, by=request.user, now=timezone.now(), language=get_language(), **form.cleaned_data)
        return redirect("survey_desk:files", page.pk)
    items = list(AnswerFile.objects.filter(page_id=page.pk).select_related("ordered_by")[:SHOWN])
    rows = [(item, FILE_KINDS[item.kind].label if item.kind in FILE_KINDS else item.kind) for item in items]
    response = respond(request, "files", _("Files of answers"), [to_desk(page)], page=page, form=form, rows=rows)
    if request.method != "POST" and any(item.is_moving for item in items):
        # Works without JavaScript; the page says that it does this.
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@needs(SEE, EXPORT)
@require_safe
def fetch_file(request, pk):
    """Hand out a file that is ready, and write it down."""
    item = get_object_or_404(AnswerFile.objects.select_related("page"), pk=pk)
    kind = FILE_KINDS.get(item.kind)
    try:
        file = files.path_of(item).open("rb") if item.state == AnswerFile.State.READY and kind else None
    except FileNotFoundError:
        file = None
    if file is None:
        messages.error(request, _("The file is not there any more. Order it again."))
        return redirect("survey_desk:files", item.page_id)
    if request.method == "GET":
        note(
            request.user, AnswerEntry.Action.FETCHED, item.page, now=timezone.now(), kind=item.kind, count=item.count,
            purpose=item.purpose,
        )  # fmt: skip
    name = (
        f"{plain_slug(item.page.title)[:60]}-{item.kind}-{timezone.localdate(item.finished_at):%Y-%m-%d}.{kind.ending}"
    )
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind.content_type)
