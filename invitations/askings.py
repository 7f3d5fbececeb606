"""When we ask: planning, closing early, and the cohort that is fixed afterwards."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from members.activity import record_closed_survey
from members.composition import age_band

from .models import Asking

# What the mail and the answering pages say about a page that asks, copied when it is published.
COPIED = (
    "purpose",
    "introduction",
    "minutes",
    "owner_unit",
    "contact_name",
    "contact_email",
    "identity_mode",
    "has_special_categories",
    "results_due_on",
)


class CohortIsFixed(Exception):
    """Who was asked and who answered has been counted for good, so the dates stand."""


def dates_may_be(page_id, *, opens_at, closes_at):
    """Whether the page may be planned for these dates: always, until its cohort is fixed.

    Compared to the minute, since the page editor knows no seconds.
    """
    fixed = Asking.objects.filter(page_id=page_id, cohort_fixed_at__isnull=False).first()
    return fixed is None or all(
        new.replace(second=0, microsecond=0) == old.replace(second=0, microsecond=0)
        for new, old in ((opens_at, fixed.opens_at), (closes_at, fixed.closes_at))
    )


def plan(page, *, opens_at, closes_at, min_age=None):
    """Write or renew the Asking of a page that is being published; nobody younger than `min_age` is asked."""
    facts = {name: getattr(page, name) for name in COPIED}
    with transaction.atomic():
        # locked, so that the worker cannot fix the cohort in between
        list(Asking.objects.select_for_update().filter(page_id=page.pk))
        if not dates_may_be(page.pk, opens_at=opens_at, closes_at=closes_at):
            raise CohortIsFixed
        asking, _created = Asking.objects.update_or_create(
            page_id=page.pk, defaults={"opens_at": opens_at, "closes_at": closes_at, "min_age": min_age, **facts}
        )
    return asking


def close(asking, *, now):
    """Close before the date. True if it was open and is closed by this call."""
    changed = Asking.objects.unfixed().filter(
        pk=asking.pk, stopped_at=None, opens_at__lte=now, closes_at__gt=now
    ).update(stopped_at=now)  # fmt: skip
    if changed:
        asking.stopped_at = now
    return bool(changed)


def reopen(asking, *, closes_at):
    """Let a closed asking be answered until `closes_at`. Its cohort is counted anew when it closes again.

    Call it inside the transaction that gives the page its new date.
    """
    Asking.objects.filter(pk=asking.pk).update(
        closes_at=closes_at, stopped_at=None, cohort_fixed_at=None, invited_count=None, answered_count=None, bands={},
        is_recorded=asking.is_recorded or asking.cohort_fixed_at is not None,
    )  # fmt: skip


def fix_cohort(asking, *, now):
    """Count for good who was asked and who answered, once the last answer taken is stored for certain.

    From here on no answer is taken and no invitation leaves; a member who is erased later bends no count.
    True if this call did it.
    """
    with transaction.atomic():
        asking = Asking.objects.select_for_update().get(pk=asking.pk)
        if asking.cohort_fixed_at is not None or now < asking.box_opens_at:
            return False
        year = timezone.localdate(asking.ends_at).year
        invited = answered = 0
        bands = {"place": Counter(), "age": Counter()}
        cohort = asking.invitations.reached().values_list("answered", "member", "member__place", "member__birth_year")
        for has_answered, member, place, birth_year in cohort.iterator():
            invited += 1
            answered += has_answered
            bands["place"][place if member else None] += 1
            bands["age"][age_band(birth_year, year=year) if member else None] += 1
        asking.invited_count, asking.answered_count, asking.cohort_fixed_at = invited, answered, now
        asking.bands = {band: [[name, count] for name, count in counts.items()] for band, counts in bands.items()}
        asking.save(update_fields=["invited_count", "answered_count", "cohort_fixed_at", "bands"])
        if asking.is_recorded:
            # It was opened again. Members' own memory of their last surveys holds this one already.
            return True
        members = asking.invitations.reached().exclude(member=None)
        record_closed_survey(
            members.filter(answered=True).values_list("member", flat=True),
            members.filter(answered=False).values_list("member", flat=True),
        )
    return True
