"""What the survey desk asks its user."""

from django import forms
from django.utils.translation import gettext_lazy as _

from invitations.audiences import AUDIENCES


class SendForm(forms.Form):
    """Whom to ask, and perhaps only the first so many of them."""

    audience = forms.ChoiceField(
        label=_("Audience"), choices=lambda: [(key, audience.label) for key, audience in AUDIENCES.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    antall = forms.IntegerField(
        label=_("Number"), min_value=1, max_value=1_000_000, required=False,
        help_text=_("Leave it empty to ask everyone. A number asks only so many of them, those who joined first."),
    )  # fmt: skip


class ConfirmSendForm(SendForm):
    """The same, hidden, with how many had been asked when the sender looked."""

    already_asked = forms.IntegerField(min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
