"""Dates are typed the way they are written in Norway, whatever language somebody's admin speaks."""

from datetime import date, datetime

import pytest
from django import forms
from django.conf import settings
from django.utils import timezone, translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


@pytest.mark.parametrize("language", [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES])
def test_what_the_picker_writes_is_read_as_the_same_date(language):
    moment = timezone.make_aware(datetime(2026, 12, 3, 12, 59))
    with translation.override(language):
        day, time = forms.DateField(widget=AdminDateInput()), forms.DateTimeField(widget=AdminDateTimeInput())
        assert day.widget.format_value(date(2026, 12, 3)) == "03.12.2026"
        assert day.clean("03.12.2026") == date(2026, 12, 3)
        assert time.widget.format_value(moment) == "03.12.2026 12:59"
        assert time.clean("03.12.2026 12:59") == moment
        # Links and scripts write them the other way round.
        assert day.clean("2026-12-03") == date(2026, 12, 3)
