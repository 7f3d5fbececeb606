"""Reminders that leave by themselves: only to those who have neither answered nor said no, and never after the end."""

from datetime import UTC, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from members.models import Member
from outbox.queue import enqueue_rows

from .models import Asking, Contact, Invitation, Mailing
from .sending_off import CHUNK, REMINDER

MOST_REMINDERS = 2
# Who is reminded in the last hours before the end has no time left to answer.
LATEST_BEFORE_END = timedelta(hours=12)


def due_reminders(*, now):
    """[(invitation mailing, round)] of the reminders whose day has come and that have not been sent off.

    When several days have passed at once, because no worker ran, only the latest is due: nobody gets two at a time.
    """
    mailings = Mailing.objects.filter(
        kind=Mailing.Kind.INVITATION, state=Mailing.State.SENT_OFF, asking__cohort_fixed_at=None
    ).exclude(remind_on_days=[])
    for mailing in mailings.select_related("asking__page").prefetch_related("reminders"):
        asking = mailing.asking
        if not asking.is_open(now) or asking.ends_at - now < LATEST_BEFORE_END:
            continue
        days = sorted(mailing.remind_on_days)[:MOST_REMINDERS]
        # In local time: a week later at the same hour, also when the clocks have changed in between.
        queued_at = timezone.localtime(mailing.queued_at)
        passed = [
            number for number, day in enumerate(days, 1) if (queued_at + timedelta(days=day)).astimezone(UTC) <= now
        ]
        if passed and not any(reminder.round >= passed[-1] for reminder in mailing.reminders.all()):
            yield mailing, passed[-1]


def remind(mailing, number, *, now):
    """Queue reminder `number` of an invitation mailing; return the Mailing, or None when it was done or nobody is left."""
    with transaction.atomic():
        # Locked, so that of two workers one finds the other's reminder.
        Asking.objects.select_for_update().get(pk=mailing.asking_id)
        if Mailing.objects.filter(reminds_of=mailing, round__gte=number).exists():
            return None
        asked_here = Contact.objects.filter(mailing=mailing, member=OuterRef("member"))
        waiting = mailing.asking.invitations.remindable().filter(
            Exists(asked_here), member__in=Member.objects.active()
        )  # fmt: skip
        ids = list(waiting.values_list("pk", flat=True))
        reminder = Mailing.objects.create(
            kind=Mailing.Kind.REMINDER, state=Mailing.State.SENT_OFF, asking=mailing.asking, reminds_of=mailing,
            round=number, audience=mailing.audience, queued_at=now, count=len(ids),
        )  # fmt: skip
        for start in range(0, len(ids), CHUNK):
            rows = Invitation.objects.filter(pk__in=ids[start : start + CHUNK])
            enqueue_rows(REMINDER, rows, round=number, batch=reminder.batch)
    return reminder
