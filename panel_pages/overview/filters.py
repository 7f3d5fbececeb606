"""What the register can be narrowed down by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from panel_pages.life import Step
from panel_pages.models import ExternalSurvey

ANY = ("", _("All"))


class FilterForm(forms.Form):
    """All of them may be empty; nothing chosen wrongly narrows."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    step = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *Step.choices])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    mode = forms.ChoiceField(
        label=_("Identity mode"), required=False, choices=[ANY, *ExternalSurvey.IdentityMode.choices]
    )
    special = forms.ChoiceField(
        label=_("Special categories"), required=False, choices=[ANY, ("yes", _("Yes")), ("no", _("No"))]
    )
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        units = sorted({row.source.owner_unit for row in rows} - {""})
        years = sorted({str(row.opens_on.year) for row in rows if row.opens_on}, reverse=True)
        self.fields["unit"].choices = [ANY, *((unit, unit) for unit in units)]
        self.fields["year"].choices = [ANY, *((year, year) for year in years)]

    @property
    def chosen(self):
        """{name: value} of the filters in use."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    def narrow(self):
        """The rows that fit everything chosen."""
        return [row for row in self.rows if all(getattr(self, f"fits_{n}")(row, v) for n, v in self.chosen.items())]

    def fits_q(self, row, text):
        return text.casefold() in f"{row.source.title} {row.source.purpose} {row.source.owner_unit}".casefold()

    def fits_step(self, row, step):
        return row.life.step == step

    def fits_unit(self, row, unit):
        return row.source.owner_unit == unit

    def fits_mode(self, row, mode):
        return row.source.identity_mode == mode

    def fits_special(self, row, special):
        return row.source.has_special_categories is (special == "yes")

    def fits_year(self, row, year):
        return row.opens_on is not None and str(row.opens_on.year) == year
