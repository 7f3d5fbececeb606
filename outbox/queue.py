"""Putting mail in line, and taking it out again. Call these inside the transaction that gives the reason."""

import itertools

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .models import Message
from .rows import insert_from

BATCH_SIZE = 1000
PROMPT, BULK = Message.Priority.PROMPT, Message.Priority.BULK


def enqueue(kind, subject, *, round=0, context=None, priority=PROMPT, not_before_at=None):
    """Queue one mail. A second call with the same (kind, subject, round) changes nothing."""
    message = Message(
        kind=kind,
        subject=str(subject),
        round=round,
        context=context or {},
        priority=priority,
        not_before_at=not_before_at or timezone.now(),
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)


def enqueue_many(kind, subjects, *, round=0, priority=BULK, not_before_at=None, batch=""):
    """Queue one mail for each of `subjects`, skipping those that are queued already; however many, memory stays flat.

    `batch` names them together, so that they can be held, let go or called off together.
    """
    when = not_before_at or timezone.now()
    subjects = iter(subjects)
    while chunk := list(itertools.islice(subjects, BATCH_SIZE)):
        Message.objects.bulk_create(
            (
                Message(
                    kind=kind, subject=str(subject), round=round, priority=priority, not_before_at=when, batch=batch
                )
                for subject in chunk
            ),
            ignore_conflicts=True,
        )


def enqueue_rows(kind, rows, *, round=0, batch=""):
    """Queue one bulk mail about each row of the queryset `rows`, in one statement of the database."""
    now = timezone.now()
    insert_from(
        Message, rows, kind=kind, subject=F("pk"), round=round, batch=batch, context={}, priority=BULK,
        not_before_at=now, state=Message.State.PENDING, attempts=0, lease_until_at=None, created_at=now, sent_at=None,
        outcome="",
    )  # fmt: skip


def hold_batch(batch):
    """Let no further mail of the batch go; the one that is on its way to the mail server goes on. How many are held."""
    # The lease is given back, so a worker that has claimed some of them finds its claim lost.
    return Message.objects.filter(batch=batch, state=Message.State.PENDING).update(
        state=Message.State.HELD, lease_until_at=None
    )


def resume_batch(batch):
    """Put a held batch in line again; return how many."""
    return Message.objects.filter(batch=batch, state=Message.State.HELD).update(state=Message.State.PENDING)


def call_off_batch(batch, reason):
    """Send nothing more of the batch, for good; return the subjects of what was called off."""
    with transaction.atomic():
        waiting = Message.objects.filter(batch=batch, state__in=[Message.State.PENDING, Message.State.HELD])
        subjects = list(waiting.select_for_update().values_list("subject", flat=True))
        waiting.update(state=Message.State.SKIPPED, outcome=reason, lease_until_at=None)
    return subjects


def withdraw(kinds, subjects):
    """Delete the mails of `kinds` about `subjects`, whatever has become of them; return how many were waiting."""
    rows = Message.objects.filter(kind__in=kinds, subject__in=[str(subject) for subject in subjects])
    waiting = rows.waiting().count()
    rows.delete()
    return waiting
