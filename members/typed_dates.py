"""Days and times that staff write: as in the editor, where a field of the browser has the order of the browser's language."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


class TypedField:
    """A field that says how it is written, after what else there is to say."""

    def __init__(self, *, help_text="", **kwargs):
        super().__init__(**kwargs)
        self.explain(help_text)

    def explain(self, sentence):
        self.help_text = format_lazy("{} {}", sentence, self.example) if sentence else self.example


class DayField(TypedField, forms.DateField):
    widget = AdminDateInput
    example = _("Write it like this: 3.12.2026.")
    default_error_messages = {"invalid": _("Write the day like this: 3.12.2026.")}


class MomentField(TypedField, forms.DateTimeField):
    widget = AdminDateTimeInput
    example = _("Write it like this: 3.12.2026 12:00.")
    default_error_messages = {"invalid": _("Write the day and the time like this: 3.12.2026 12:00.")}
