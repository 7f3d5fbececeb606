"""Taking over a list: upload, name the columns, look at the report, accept. The worker does the reading."""

import itertools
import uuid

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from figures.spreadsheets import csv_lines
from members.importing import files
from members.importing.columns import FIELDS, REQUIRED, guess_columns, look_at
from members.importing.models import ListImport
from members.importing.rows import SENTENCES
from members.importing.taking_over import NeedsSecondPerson, accept, cancel
from members.models import RegisterEntry
from members.register_log import note
from members.tables import BadTable, is_workbook, list_sheets, read_table, refuse_other_kinds

from .access import IMPORT, SEE, needs
from .forms import Reason
from .views import respond

SHOWN_PROBLEMS = 50
LISTED = 20
REFRESH_SECONDS = 3
State = ListImport.State


class UploadForm(forms.Form):
    """The file, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("The list"), help_text=gettext_lazy("Excel (.xlsx) or CSV. It is deleted within the hour.")
    )
    purpose = Reason(
        label=gettext_lazy("Where does the list come from?"),
        help_text=gettext_lazy("And what lets us use it. Stands in the log."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_BYTES_AT_MOST:
            raise forms.ValidationError(
                _("The file is too large: %(most)s MB at most."),
                params={"most": settings.IMPORT_BYTES_AT_MOST // 10**6},
            )
        try:
            refuse_other_kinds(file)
            self.sheets, self.hidden_sheets = list_sheets(file) if is_workbook(file) else ([""], [])
            if not self.sheets:
                raise BadTable(_("All sheets of the workbook are hidden."))
        except BadTable as error:
            raise forms.ValidationError(str(error)) from None
        return file


class ColumnsForm(forms.Form):
    """Which column holds what."""

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", gettext_lazy("not in the list")), *((str(at), name) for at, name in enumerate(names))]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=name in REQUIRED)

    @property
    def columns(self):
        """{field: column} of what was chosen."""
        return {name: int(value) for name, value in self.cleaned_data.items() if value}


@needs(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Choose a file; and what has become of earlier ones."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("register:list_import", keep(request.user, form).pk)
    items = ListImport.objects.select_related("uploaded_by")[:LISTED]
    return respond(request, "import_upload", _("Take over a list"), form=form, items=items)


def keep(user, form):
    """Store an uploaded list and return its ListImport."""
    now, file_id = timezone.now(), uuid.uuid4()
    form.cleaned_data["file"].seek(0)
    files.keep(file_id, form.cleaned_data["file"].chunks())
    with transaction.atomic():
        note(user, RegisterEntry.Action.IMPORT_UPLOADED, now=now, purpose=form.cleaned_data["purpose"])
        return ListImport.objects.create(
            file_id=file_id,
            purpose=form.cleaned_data["purpose"],
            uploaded_by=user,
            uploaded_at=now,
            sheet=form.sheets[0],
        )


@needs(IMPORT)
@require_safe
def show_list(request, number):
    """Where a list stands, and what is next."""
    item = get_object_or_404(ListImport.objects.select_related("uploaded_by", "accepted_by"), pk=number)
    if item.state == State.UPLOADED:
        return name_columns(request, item)
    context = {"item": item, "may_see_members": request.user.has_perm(SEE)}
    if item.state == State.READ:
        context["problems"] = list(itertools.islice(problems_of(item), SHOWN_PROBLEMS))
        context["is_second_person"] = item.uploaded_by_id != request.user.pk
    response = respond(request, "import_list", _("Take over a list"), **context)
    if item.is_moving:
        # Works without JavaScript; the page says that it does this.
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@needs(IMPORT)
@require_POST
def choose_columns(request, number):
    """The columns are named: the worker may read."""
    item = get_object_or_404(ListImport, pk=number)
    return name_columns(request, item) if item.state == State.UPLOADED else redirect("register:list_import", item.pk)


def name_columns(request, item):
    """The top of the table beside what its columns may hold, guessed."""
    wanted = (request.POST if request.method == "POST" else request.GET).get("ark", item.sheet)
    try:
        with files.list_file(item.file_id).open("rb") as file:
            sheets, hidden = list_sheets(file) if is_workbook(file) else ([""], [])
            sheet = wanted if wanted in sheets else item.sheet
            look = look_at(read_table(file, sheet))
    except (BadTable, FileNotFoundError) as error:
        sentence = str(error) if isinstance(error, BadTable) else _("The file is no longer there. Upload it again.")
        cancel(item, by=request.user, now=timezone.now())
        messages.error(request, sentence)
        return redirect("register:upload")
    names = names_of(look)
    guessed = {field: str(at) for field, at in guess_columns(look.names, look.rows).items()}
    form = ColumnsForm(request.POST if request.method == "POST" else None, names=names, initial=guessed)
    if request.method == "POST" and form.is_valid():
        ListImport.objects.filter(pk=item.pk, state=State.UPLOADED).update(
            state=State.WAITING, sheet=sheet, head_row=look.head_row, columns=form.columns
        )
        return redirect("register:list_import", item.pk)
    return respond(
        request, "import_columns", _("Name the columns"), item=item, form=form, look=look, names=names, sheet=sheet,
        sheets=sheets if len(sheets) > 1 else [], hidden=hidden,
    )  # fmt: skip


def names_of(look):
    """What to call the columns: by the head, or by the first row when there is none."""
    width = max([len(look.names), *map(len, look.rows)], default=0)
    first = look.names or (look.rows[0] if look.rows else [])
    return [
        (first[at][:40] if at < len(first) and first[at] else _("Column %(number)s") % {"number": at + 1})
        for at in range(width)
    ]


def problems_of(item):
    """(row, what the column holds, what is wrong) of every row that is left out."""
    try:
        lines = files.report_file(item.file_id).open(encoding="utf-8")
    except FileNotFoundError:
        return
    with lines:
        for line in lines:
            row, field, problem = line.rstrip("\n").split("\t")
            yield row, FIELDS[field], SENTENCES[problem]


@needs(IMPORT)
@require_safe
def problems_file(request, number):
    """The rows that are left out, as CSV: their numbers and what is wrong, nothing of what stands there."""
    item = get_object_or_404(ListImport, pk=number)
    rows = itertools.chain([[_("Row"), _("Column"), _("What is wrong")]], problems_of(item))
    response = HttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="feil-liste-{item.pk}.csv"'
    return response


@needs(IMPORT)
@require_POST
def accept_list(request, number):
    """Let the worker take it over."""
    item = get_object_or_404(ListImport, pk=number)
    try:
        if not accept(item, by=request.user, now=timezone.now()):
            messages.error(request, _("The list can no longer be accepted."))
    except NeedsSecondPerson:
        messages.error(request, _("So long a list must be accepted by somebody else than the one who uploaded it."))
    return redirect("register:list_import", item.pk)


@needs(IMPORT)
@require_POST
def cancel_list(request, number):
    """Take it back."""
    item = get_object_or_404(ListImport, pk=number)
    if cancel(item, by=request.user, now=timezone.now()):
        messages.success(request, _("The list is cancelled and its file deleted."))
        return redirect("register:upload")
    messages.error(request, _("It is too late to cancel the list."))
    return redirect(reverse("register:list_import", args=[item.pk]))
