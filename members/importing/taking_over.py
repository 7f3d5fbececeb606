"""Accepting a list, and taking its people over: all of them in one transaction, or none.

They become enrolments, not members: each gets a mail and must confirm before she is asked anything.
"""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enrolment import MAIL_KIND
from members.models import Enrolment, PrivacyNotice
from members.register_log import RegisterEntry, note
from members.tables import BadTable
from outbox.queue import enqueue_many

from .dry_run import fail
from .files import discard
from .models import ListImport
from .reading import read_batches

State = ListImport.State


class NeedsSecondPerson(Exception):
    """Whoever uploaded so long a list may not accept it herself."""


def accept(item, *, by, now):
    """Let the worker take the list over; False when it is no longer waiting for that."""
    if item.needs_second_person and item.uploaded_by_id == by.pk:
        raise NeedsSecondPerson
    with transaction.atomic():
        accepted = ListImport.objects.filter(pk=item.pk, state=State.READ).update(
            state=State.ACCEPTED, accepted_by=by, accepted_at=now
        )
        if accepted:
            note(by, RegisterEntry.Action.IMPORT_ACCEPTED, now=now, count=item.usable_count, purpose=item.purpose)
    return bool(accepted)


def cancel(item, *, by, now):
    """Take the list back and delete its file; False when that is too late."""
    with transaction.atomic():
        cancelled = ListImport.objects.filter(
            pk=item.pk, state__in=[State.UPLOADED, State.WAITING, State.READING, State.READ]
        ).update(state=State.CANCELLED, finished_at=now)
        if cancelled:
            note(by, RegisterEntry.Action.IMPORT_CANCELLED, now=now, purpose=item.purpose)
    if cancelled:
        discard(item.file_id)
    return bool(cancelled)


def take_over_next(*, now, year):
    """Take over one accepted list; return it, or None. A worker killed on the way leaves everything as it was."""
    with transaction.atomic():
        accepted = ListImport.objects.filter(state=State.ACCEPTED).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            accepted = accepted.select_for_update(skip_locked=True)
        item = accepted.first()
        if item is None:
            return None
        # The page behind the link in the mail shows it before she confirms.
        notice = PrivacyNotice.objects.in_force(timezone.localdate(now))
        if notice is None:
            fail(item, _("There is no privacy notice in force that the people could be shown."))
            return item
        try:
            with transaction.atomic():
                batches = read_batches(item, year=year)
                item.usable_count = sum(take_over(batch, notice=notice, now=now) for batch in batches)
        except BadTable as error:
            fail(item, str(error))
            return item
        except FileNotFoundError:
            fail(item, _("The file is no longer there. Upload it again."))
            return item
        item.state, item.finished_at = State.DONE, timezone.now()
        item.save(update_fields=["usable_count", "state", "finished_at"])
    discard(item.file_id)
    return item


def take_over(batch, *, notice, now):
    """Make enrolments of what one batch found, with a mail each; return how many."""
    topics = [details.pop("topics") for details in batch.usable]
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(**details, notice=notice, source=Enrolment.Source.IMPORT, created_at=now) for details in batch.usable
    )
    Choice = Enrolment.topics.through
    Choice.objects.bulk_create(
        Choice(enrolment=enrolment, topic_id=topic)
        for enrolment, chosen in zip(enrolments, topics, strict=True)
        for topic in chosen
    )
    enqueue_many(MAIL_KIND, [enrolment.pk for enrolment in enrolments])
    return len(enrolments)


def expire(*, before):
    """Let go of lists uploaded before `before` that nobody has accepted; return how many."""
    stale = ListImport.objects.filter(
        uploaded_at__lt=before, state__in=[State.UPLOADED, State.WAITING, State.READING, State.READ]
    )
    expired = 0
    for item in stale:
        if ListImport.objects.filter(pk=item.pk, state=item.state).update(
            state=State.EXPIRED, finished_at=timezone.now()
        ):
            discard(item.file_id)
            expired += 1
    return expired
