"""Counts of the months."""

from datetime import date

import pytest

from members.models import MonthlyCount
from members.models.counting import Transition

pytestmark = pytest.mark.django_db


def counts():
    return {(row.month, row.transition): row.count for row in MonthlyCount.objects.all()}


def test_each_month_has_one_count_of_each_thing():
    MonthlyCount.objects.add(Transition.LEFT, on=date(2026, 11, 24))
    MonthlyCount.objects.add(Transition.LEFT, on=date(2026, 11, 30), number=4)
    MonthlyCount.objects.add(Transition.LEFT, on=date(2026, 12, 1))
    MonthlyCount.objects.add(Transition.JOINED, on=date(2026, 12, 1))
    assert counts() == {
        (date(2026, 11, 1), "left"): 5,
        (date(2026, 12, 1), "left"): 1,
        (date(2026, 12, 1), "joined"): 1,
    }


def test_nothing_that_happened_is_not_counted():
    MonthlyCount.objects.add(Transition.LEFT, on=date(2026, 11, 24), number=0)
    assert not MonthlyCount.objects.exists()
