"""The panel beside the people who live here: a page, and a panel on the start page of the admin."""

from django import forms
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from members.models import PostalCode, RegisterEntry
from members.places import read_postal_codes, replace_postal_codes, stream_postal_codes
from members.population import replace_population
from members.population_table import read_population, refuse_gaps
from members.portrait import look, take_portrait
from members.register_log import note
from members.tables import BadTable, is_workbook

from .access import POPULATION, POSTAL_CODES, SEE, needs
from .views import respond

Action = RegisterEntry.Action
TABLE_BYTES_AT_MOST = 5_000_000
NAMES = {"woman": gettext_lazy("Women"), "man": gettext_lazy("Men")}
SHOWN = 5


class TableField(forms.FileField):
    """A small CSV file that `read(file)` understands; its value is what was read."""

    def __init__(self, *, read, **kwargs):
        super().__init__(**kwargs)
        self.read = read

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file.size > TABLE_BYTES_AT_MOST:
            raise forms.ValidationError(_("The file is far too large for a table of this kind."))
        try:
            if is_workbook(file):
                raise BadTable(_("Save the table as CSV first."))
            return self.read(file)
        except BadTable as error:
            raise forms.ValidationError(str(error)) from None


def read_whole_population(file):
    """The Population in an open file, of both genders and every age."""
    table = read_population(file)
    refuse_gaps(table)
    return table


class PopulationForm(forms.Form):
    """Figures from Statistics Norway."""

    table = TableField(read=read_whole_population, label=gettext_lazy("Table 07459 as CSV"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("Shown under the figures, such as «SSB, tabell 07459»."),
    )
    is_example = forms.BooleanField(label=gettext_lazy("These are invented figures"), required=False)


class PostalCodesForm(forms.Form):
    """The whole table."""

    table = TableField(read=read_postal_codes, label=gettext_lazy("Postal codes as CSV"))


def named(group):
    """The name of a group as staff read it."""
    gender, _space, band = group.name.partition(" ")
    return f"{NAMES[gender]} {band}".strip() if gender in NAMES else group.name


def rows_of(groups):
    """What a table of groups shows, in per cent with one decimal."""
    return [
        {
            "name": named(group), "count": group.count, "share": 100 * group.share, "expected": 100 * group.expected,
            "low": 100 * group.interval[0], "high": 100 * group.interval[1], "gap": 100 * group.gap,
            "is_missing": group.is_missing_people, "missing": group.missing, "is_compared": group.population_size > 0,
        }
        for group in groups
    ]  # fmt: skip


@needs(SEE)
@require_safe
def show_composition(request):
    """By age, gender, both, and zone: the share of the panel, of the population, and who is missing."""
    seen = look(year=timezone.localdate().year)
    parts = [
        (_("Age"), rows_of(seen.ages)), (_("Gender"), rows_of(seen.genders)),
        (_("Age and gender"), rows_of(seen.ages_and_genders)), (_("Zone"), rows_of(seen.zones)),
    ]  # fmt: skip
    return respond(
        request, "composition", _("Who is on the panel?"), seen=seen, parts=[part for part in parts if part[1]]
    )


@needs(POPULATION)
@require_http_methods(["GET", "HEAD", "POST"])
def population(request):
    """New population figures, in the place of the old."""
    form = PopulationForm(request.POST or None, request.FILES or None, initial={"source": "SSB, tabell 07459"})
    if request.method == "POST" and form.is_valid():
        now, data = timezone.now(), form.cleaned_data
        with transaction.atomic():
            replace_population(data["table"], source=data["source"], is_example=data["is_example"])
            take_portrait(now=now)
            note(request.user, Action.POPULATION, now=now, count=len(data["table"].counts), purpose=data["source"])
        messages.success(request, _("The figures are in use."))
        return redirect("register:composition" if request.user.has_perm(SEE) else "register:population")
    return respond(request, "population", _("Population figures"), form=form)


@needs(POSTAL_CODES)
@require_http_methods(["GET", "HEAD", "POST"])
def postal_codes(request):
    """The table of postal codes, and a new one in its place."""
    form = PostalCodesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        now, codes = timezone.now(), form.cleaned_data["table"]
        with transaction.atomic():
            replace_postal_codes(codes)
            note(request.user, Action.POSTAL_CODES, now=now, count=len(codes))
        messages.success(request, _("The table is in use, and members live where it says."))
        return redirect("register:postal_codes")
    rows = PostalCode.objects.all()
    return respond(request, "postal_codes", _("Postal codes and zones"), form=form, rows=rows)


@needs(POSTAL_CODES)
@require_safe
def postal_codes_file(request):
    """The table as CSV: change it in a spreadsheet and upload it again."""
    response = StreamingHttpResponse(stream_postal_codes(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="postnumre.csv"'
    return response


class MissingPanel(Component):
    """On the start page: which groups the panel lacks most."""

    name = "missing"
    template_name = "panel_pages/register/missing.html"
    order = 130

    def get_context_data(self, parent_context):
        seen = look(year=timezone.localdate().year)
        return {"rows": rows_of(seen.missing[:SHOWN]), "seen": seen}


@hooks.register("construct_homepage_panels")
def add_missing(request, panels):
    """For those who see the register."""
    if request.user.has_perm(SEE):
        panels.append(MissingPanel())
