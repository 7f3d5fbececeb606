"""How many were asked and how many answered."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from figures.shares import percent

from .models import Asking, Invitation


@dataclass(frozen=True)
class Counts:
    """Invited, answered and the rate in whole per cent (None when nobody was invited).

    `answered` is None where the public may not know it yet.
    """

    invited: int = 0
    answered: int | None = 0

    @property
    def rate(self):
        return None if self.answered is None else percent(self.answered, self.invited)


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


def public_columns(asking=""):
    """The same columns as the public may see them, as they are stored: no page counts invitations.

    `answered` is empty until the cohort is fixed: a number that grows would tell when somebody answers, also in the
    minutes after the closing.
    """
    reached = Invitation.objects.reached().filter(asking=OuterRef(f"{asking}pk"))
    return {
        "invited": Coalesce(
            f"{asking}invited_count", f"{asking}reached_count", Coalesce(Subquery(number_of(reached)), 0)
        ),
        "answered": F(f"{asking}answered_count"),
    }


def count_reached():
    """Store how many the mail has reached so far, for pages to show until the cohort is fixed. The worker does it."""
    for asking in Asking.objects.unfixed().annotate(invited=count_columns()["invited"]):
        if asking.reached_count != asking.invited:
            Asking.objects.unfixed().filter(pk=asking.pk).update(reached_count=asking.invited)


def number_of(invitations):
    """How many `invitations` of one asking there are, as a subquery; empty for none."""
    return invitations.order_by().values("asking").annotate(number=Count("pk")).values("number")


def until_fixed(invitations, asking, stored):
    """How many `invitations` there are, or the asking's column `stored` once the cohort is fixed."""
    return Case(
        When(**{f"{asking}cohort_fixed_at": None}, then=Coalesce(Subquery(number_of(invitations)), 0)),
        default=F(f"{asking}{stored}"),
        output_field=IntegerField(),
    )
