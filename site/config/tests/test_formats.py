"""Dates as they are written: a line never ends within a day, nor between «kl.» and the hour."""

from datetime import datetime

import pytest
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, override

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NOON = datetime(2026, 12, 3, 12, 0)
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_stays_in_one_piece(language):
    with override(language):
        for name in ("DATE_FORMAT", "MONTH_DAY_FORMAT"):
            written = date_format(NOON, name)
            assert NO_BREAK in written and " " not in written
        day, _space, hour = date_format(NOON, "DATETIME_FORMAT").partition(" ")
        assert (day.rstrip(","), hour) == (date_format(NOON, "DATE_FORMAT"), "12:00")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_hour_stays_with_its_kl(language):
    with override(language):
        for sentence in ("Answer by %(day)s at %(time)s.", "Open until %(day)s at %(time)s"):
            assert f"kl.{NO_BREAK}%(time)s" in gettext(sentence)
