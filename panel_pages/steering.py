"""The named acts: extending a deadline, closing early, opening again, archiving. Each is stored with who and when."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from figures.shares import smallest_group
from invitations.askings import close, reopen
from panel_pages.models import SurveyAct, SurveyPage
from surveys.box import let_open_again
from surveys.models import Box, ResultSnapshot
from surveys.versions import hold_answers

Kind = SurveyAct.Kind


class NotPossible(Exception):
    """The survey has come too far, or not far enough, for this act."""


def note(page, kind, *, user, now, **about):
    """Write the act down."""
    return SurveyAct.objects.create(
        page_id=page.pk, kind=kind, user=user, user_name=user.get_username() if user else "", at=now, **about
    )


def is_archived(page):
    """Whether somebody has archived the survey."""
    return SurveyAct.objects.filter(page_id=page.pk, kind=Kind.ARCHIVED).exists()


def may_extend(page, asking, *, now):
    """Whether the deadline can still be moved on: until the survey closes."""
    return bool(page.live and asking is not None and now < asking.ends_at and asking.cohort_fixed_at is None)


def may_reopen(page, asking, box, *, now):
    """Whether a closed survey can be opened again: until figures are published, answers deleted, or it is archived.

    One that was never open is published instead.
    """
    if not page.live or asking is None or box is None or now < asking.ends_at:
        return False
    has_ended = ResultSnapshot.objects.filter(page_id=page.pk).exists() or is_archived(page)
    return not has_ended and timezone.localdate(now) < box.delete_on


def may_archive(page, asking, box, *, now):
    """Whether nothing more is to be done: results are published, or too few answered, or the answers are gone."""
    if asking is None or asking.cohort_fixed_at is None or is_archived(page):
        return False
    has_too_few = box.opened_at is None and box.answers.count() < smallest_group()
    is_forgotten = timezone.localdate(now) >= box.delete_on
    return has_too_few or is_forgotten or ResultSnapshot.objects.filter(page_id=page.pk).exists()


def extend(page, *, closes_at, results_due_on, user, now, reason=""):
    """Move the deadline of an open or planned survey on."""
    with transaction.atomic():
        page, asking, _box = hold(page)
        if not may_extend(page, asking, now=now) or closes_at <= asking.closes_at or asking.stopped_at:
            raise NotPossible
        change_dates(page, closes_at=closes_at, results_due_on=results_due_on, user=user)
        note(page, Kind.EXTENDED, user=user, now=now, until=closes_at, reason=reason)


def close_early(page, *, user, now, reason=""):
    """Close before the date."""
    with transaction.atomic():
        page, asking, _box = hold(page)
        if asking is None or not close(asking, now=now):
            raise NotPossible
        note(page, Kind.CLOSED, user=user, now=now, until=now, reason=reason)


def open_again(page, *, closes_at, results_due_on, user, now, reason=""):
    """Open a closed survey until `closes_at`. Answers that came out stay; ten new ones open the box a second time."""
    with transaction.atomic():
        page, asking, box = hold(page)
        if not may_reopen(page, asking, box, now=now) or closes_at <= now:
            raise NotPossible
        reopen(asking, closes_at=closes_at)
        let_open_again(box)
        change_dates(page, closes_at=closes_at, results_due_on=results_due_on, user=user)
        note(page, Kind.REOPENED, user=user, now=now, until=closes_at, reason=reason)


def archive(page, *, user, now, reason=""):
    """Say that nothing more is to be done with the survey. Once."""
    with transaction.atomic():
        page, asking, box = hold(page)
        if not may_archive(page, asking, box, now=now):
            raise NotPossible
        try:
            with transaction.atomic():
                note(page, Kind.ARCHIVED, user=user, now=now, reason=reason)
        except IntegrityError:
            raise NotPossible from None


def hold(page):
    """(page, its asking, its box) as they are now, while nobody answers or publishes. The box is locked first."""
    hold_answers(page.pk)
    page = SurveyPage.objects.select_related("asking").get(pk=page.pk)
    return page, getattr(page, "asking", None), Box.objects.filter(page_id=page.pk).first()


def change_dates(page, *, closes_at, results_due_on, user):
    """Publish the live page with other dates; a draft that lies beside it gets them too and stays a draft."""
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    for each in filter(None, (page, draft)):
        each.closes_at, each.results_due_on = closes_at, results_due_on
    # Who may steer need not be able to publish pages.
    revision = page.save_revision(user=user, clean=False, log_action=False)
    revision.publish(user=user, skip_permission_checks=True)
    if draft is not None:
        draft.save_revision(user=user, clean=False)
