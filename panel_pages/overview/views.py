"""The register of surveys, its calendar and the protocol: one permission, no member and no answer."""

from django.http import FileResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from figures.spreadsheets import csv_lines, write_workbook
from panel_pages.desk.access import SEE_SURVEYS, may_use_desk, needs

from .calendar import beside, month_of, weeks_of
from .filters import FilterForm
from .rows import list_rows
from .tables import protocol_table, register_table


def respond(request, template, title, **context):
    """A page of the register below its breadcrumbs."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if template != "list":
        crumbs.append({"url": reverse("survey_register:list"), "label": _("All surveys")})
    crumbs.append({"url": "", "label": title})
    context |= {
        "breadcrumbs_items": crumbs, "header_title": title, "page_title": title, "header_icon": "clipboard-list",
        "links_to_desk": may_use_desk(request.user),
        "may_add": request.user.has_perm("panel_pages.add_externalsurvey"),
    }  # fmt: skip
    return TemplateResponse(request, f"panel_pages/overview/{template}.html", context)


def hand_out(kind, name, table):
    """The table as a file of `kind`, or None when it is no kind of file."""
    name = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        return FileResponse(write_workbook([(_("Surveys"), table)]), as_attachment=True, filename=name)
    if kind == "csv":
        # in whole: the lines are some hundred, and must be made in the user's language
        response = StreamingHttpResponse(list(csv_lines(table)), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return None


def narrowed(request):
    """(the filters, the rows that fit them)."""
    form = FilterForm(request.GET, rows=list_rows(now=timezone.now()))
    return form, form.narrow()


@needs(SEE_SURVEYS)
@require_safe
def register(request):
    """Every survey across units, narrowed down by the filters, on the page or as a file."""
    form, rows = narrowed(request)
    return hand_out(request.GET.get("fil"), "undersokelser", register_table(rows)) or respond(
        request, "list", _("All surveys"), form=form, rows=rows, filters=kept(request)
    )


@needs(SEE_SURVEYS)
@require_safe
def protocol(request):
    """The protocol of processing activities."""
    form, rows = narrowed(request)
    table = list(protocol_table(rows))
    return hand_out(request.GET.get("fil"), "protokoll", table) or respond(
        request,
        "protocol",
        _("Protocol of processing activities"),
        names=table[0],
        lines=table[1:],
        filters=kept(request),
    )


@needs(SEE_SURVEYS)
@require_safe
def month(request):
    """A month of surveys as a table."""
    shown = month_of(request.GET.get("maaned", ""), today=timezone.localdate())
    weeks = weeks_of(list_rows(now=timezone.now()), shown)
    return respond(
        request, "month", _("Calendar of surveys"), month=shown, weeks=weeks, previous=beside(shown, -1),
        following=beside(shown, 1), today=timezone.localdate(),
    )  # fmt: skip


def kept(request):
    """The filters in use as the beginning of an address's query."""
    query = request.GET.copy()
    query.pop("fil", None)
    return f"{query.urlencode()}&" if query else ""
