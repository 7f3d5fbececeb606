"""Where a survey stands on its owner's desk, and so what she can do next."""

from enum import StrEnum

from figures.shares import smallest_group


class Stage(StrEnum):
    """From draft to published results."""

    DRAFT = "draft"  # not published, or taken down
    PLANNED = "planned"
    OPEN = "open"
    CLOSING = "closing"  # the last answers may still come
    OPENING = "opening"  # the worker opens the box next
    TOO_FEW = "too_few"
    OPENED = "opened"
    PUBLISHED = "published"


def stage_of(*, is_live, asking, box, has_snapshot, sealed_count, now):
    """The Stage of a survey from what is known about it; asks no database."""
    if has_snapshot:
        return Stage.PUBLISHED
    was_opened = box is not None and box.opened_at is not None
    if was_opened and not box.opens_again:
        return Stage.OPENED
    if asking is None:
        return Stage.DRAFT
    if now >= asking.box_opens_at or asking.cohort_fixed_at is not None:
        if sealed_count >= smallest_group():
            return Stage.OPENING
        # Opened again and answered by fewer than ten more: those stay sealed, the others are there.
        return Stage.OPENED if was_opened else Stage.TOO_FEW
    if now >= asking.ends_at:
        return Stage.CLOSING
    if not is_live:
        return Stage.DRAFT
    return Stage.OPEN if now >= asking.opens_at else Stage.PLANNED
