"""Who can be on the panel: old enough, and living here. One place for the form, for staff and for lists."""

import re
from enum import StrEnum
from functools import cached_property

from .models import PanelRules, PostalCode

OLDEST = 120


class Unfit(StrEnum):
    """Why somebody cannot be on the panel with what she says."""

    BAD_BIRTH_YEAR = "bad_birth_year"
    TOO_YOUNG = "too_young"
    BAD_POSTAL_CODE = "bad_postal_code"
    PO_BOX = "po_box"
    OUTSIDE = "outside"


class Eligibility:
    """The rules as they are in `year`, read once for however many people."""

    def __init__(self, *, year):
        self.year = year
        self.minimum_age = PanelRules.current().minimum_age

    @cached_property
    def kinds(self):
        """{postal code: kind} of the table staff keep."""
        return dict(PostalCode.objects.values_list("code", "kind"))

    def judge_birth_year(self, text):
        """Unfit, or None. Only the year is asked for, so whoever reaches the age during it may take part."""
        if not re.fullmatch(r"[0-9]{4}", text) or not self.year - OLDEST <= int(text) <= self.year:
            return Unfit.BAD_BIRTH_YEAR
        return Unfit.TOO_YOUNG if self.year - int(text) < self.minimum_age else None

    def judge_postal_code(self, text):
        """Unfit, or None. Whoever lives at a code OUTSIDE the table may say that she lives here all the same."""
        if not re.fullmatch(r"[0-9]{4}", text):
            return Unfit.BAD_POSTAL_CODE
        kind = self.kinds.get(text)
        if kind is None:
            return Unfit.OUTSIDE
        return Unfit.PO_BOX if kind == PostalCode.Kind.PO_BOX else None
