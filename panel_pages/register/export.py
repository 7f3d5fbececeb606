"""Taking members out as a file: what for, and until when, stands in it and in the log."""

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members.exporting import SHEET_ROWS_AT_MOST, stream_csv, write_workbook
from members.models import Member, RegisterEntry
from members.register_log import note

from .access import EXPORT, SEE, needs
from .filters import FilterForm
from .forms import ExportForm
from .views import respond


@needs(SEE, EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request):
    """The members of the list as it was narrowed down."""
    filters = FilterForm(request.GET)
    members = filters.narrow(Member.objects.all())
    count = members.count()
    form = ExportForm(request.POST or None, initial={"kind": "xlsx"})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["kind"] == "csv" or count <= SHEET_ROWS_AT_MOST:
            return hand_out(request.user, members, count, **form.cleaned_data)
        form.add_error("kind", _("So many rows do not fit into a workbook. Choose CSV."))
    return respond(request, "export", _("Export members"), form=form, count=count, is_narrowed=bool(filters.chosen))


def hand_out(user, members, count, *, purpose, delete_by_on, kind):
    """Write it down, then send the file."""
    now = timezone.now()
    note(user, RegisterEntry.Action.EXPORTED, now=now, count=count, purpose=purpose)
    about = {
        "purpose": purpose,
        "delete_by_on": delete_by_on,
        "taken_by": user.get_username(),
        "now": timezone.localtime(now),
    }
    name = f"medlemmer-{timezone.localdate(now):%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        return FileResponse(write_workbook(members, about), as_attachment=True, filename=name)
    lines = in_language(get_language(), stream_csv(members, about))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def in_language(language, lines):
    """The lines, made in `language`: they are asked for when the view has returned and its language is gone."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
