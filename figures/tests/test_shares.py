"""How figures are written."""

import pytest
from django.utils.translation import override

from figures.shares import format_change, with_minus


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (15, 0, "+15"), (-15, 0, "−15"), (0, 0, "0"), (1.25, 1, "+1,3"), (-1.25, 1, "−1,3"),
        (0.04, 1, "0,0"), (-0.04, 1, "0,0"), (None, 1, "–"),
    ],
)  # fmt: skip
def test_a_change_has_its_sign_and_a_change_too_small_to_see_has_none(value, decimals, text):
    with override("nb"):
        assert format_change(value, decimals) == text


@pytest.mark.parametrize(("number", "text"), [(-5, "−5"), (5, "5"), (0, "0"), ("-5 000", "−5 000")])
def test_a_negative_number_has_a_minus_and_no_hyphen(number, text):
    assert with_minus(number) == text
