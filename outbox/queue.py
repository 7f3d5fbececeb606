"""Putting mail in line, and taking it out again. Call these inside the transaction that gives the reason."""

from django.utils import timezone

from .models import Message

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


def enqueue_many(kind, subjects, *, round=0, priority=BULK, not_before_at=None):
    """Queue one mail for each of `subjects`, skipping those that are queued already."""
    when = not_before_at or timezone.now()
    messages = (
        Message(kind=kind, subject=str(subject), round=round, priority=priority, not_before_at=when)
        for subject in subjects
    )
    Message.objects.bulk_create(messages, batch_size=BATCH_SIZE, ignore_conflicts=True)


def withdraw(kinds, subjects):
    """Delete the mails of `kinds` about `subjects`, whatever has become of them; return how many were waiting."""
    rows = Message.objects.filter(kind__in=kinds, subject__in=[str(subject) for subject in subjects])
    waiting = rows.waiting().count()
    rows.delete()
    return waiting
