"""How long a pause lasts."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

MONTHS = (3, 6, 12)
LONGEST = timedelta(days=730)


def ends_of_pauses(today):
    """[(months, date)] of the pauses that are offered."""
    return [(months, today + timedelta(days=round(months * 365.25 / 12))) for months in MONTHS]


class PauseForm(forms.Form):
    """When the pause ends."""

    until_on = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages=dict.fromkeys(["required", "invalid"], gettext_lazy("Choose how long the pause lasts.")),
    )

    def clean_until_on(self):
        """Any day from tomorrow: a page that was opened yesterday offers the dates of yesterday."""
        until_on = self.cleaned_data["until_on"]
        today = timezone.localdate()
        if not today < until_on <= today + LONGEST:
            raise forms.ValidationError(self.fields["until_on"].error_messages["invalid"])
        return until_on
