"""How many were asked and how many answered."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from figures.shares import percent

from .models import Asking, Invitation


@dataclass(frozen=True)
class Counts:
    """Invited, answered and the rate in whole per cent (None when nobody was invited)."""

    invited: int = 0
    answered: int = 0

    @property
    def rate(self):
        return percent(self.answered, self.invited)


def counts(asking):
    """The Counts of one asking: of the cohort once it is fixed, until then of those the mail has reached."""
    return counts_for([asking.page_id])[asking.page_id]


def counts_for(page_ids):
    """{page id: Counts} of the askings of these pages, in one query that reads no invitation of a fixed cohort."""
    page_ids = list(page_ids)
    rows = Asking.objects.filter(page__in=page_ids).annotate(**count_columns()).values_list(
        "page_id", "invited", "answered"
    )  # fmt: skip
    found = {page_id: Counts(invited, answered) for page_id, invited, answered in rows}
    return {page_id: found.get(page_id, Counts()) for page_id in page_ids}


def count_columns(asking=""):
    """`invited` and `answered` as columns for a query whose rows lead to their asking by the prefix `asking`.

    Such as `SurveyPage.objects.annotate(**count_columns("asking__"))`; zero where nobody has been asked.
    """
    invitations = Invitation.objects.filter(asking=OuterRef(f"{asking}pk"))
    return {
        "invited": until_fixed(invitations.reached(), asking, "invited_count"),
        "answered": until_fixed(invitations.answered(), asking, "answered_count"),
    }


def until_fixed(invitations, asking, stored):
    """How many `invitations` there are, or the asking's column `stored` once the cohort is fixed."""
    number = invitations.order_by().values("asking").annotate(number=Count("pk")).values("number")
    return Case(
        When(**{f"{asking}cohort_fixed_at": None}, then=Coalesce(Subquery(number), 0)),
        default=F(f"{asking}{stored}"),
        output_field=IntegerField(),
    )
