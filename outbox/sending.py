"""Claim, send, mark. Killed at any moment nothing is lost, and at most the mail in flight is sent again by hand.

A message is claimed with a lease in a short transaction, marked «sending» before the mail server hears of it and
«sent» after it said yes. A message found «sending» with an old lease belonged to a worker that died in between:
it becomes «uncertain», because nobody can know.
"""

import contextlib
import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from .models import Hold, Message
from .registry import MAIL_KINDS, Skip

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(hours=1)


def claim(limit, *, now):
    """Lease up to `limit` due messages to this worker and return them, the most urgent first."""
    with transaction.atomic():
        due = Message.objects.due(now).order_by("priority", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        ids = list(due.values_list("pk", flat=True)[:limit])
        Message.objects.filter(pk__in=ids).update(
            lease_until_at=now + settings.OUTBOX_LEASE, attempts=F("attempts") + 1
        )
    return list(Message.objects.filter(pk__in=ids).order_by("priority", "id"))


def settle_abandoned(*, now):
    """Mark what a dead worker left in flight as uncertain; return how many."""
    abandoned = list(Message.objects.abandoned(now))
    for message in abandoned:
        settle(message, Message.State.UNCERTAIN, "worker died", from_state=Message.State.SENDING)
    return len(abandoned)


def settle(message, state, outcome="", *, from_state):
    """Write the end of a message and tell its kind, in one transaction. False if another worker was first."""
    with transaction.atomic():
        sent_at = timezone.now() if state == Message.State.SENT else None
        changed = Message.objects.filter(pk=message.pk, state=from_state).update(
            state=state, outcome=outcome, sent_at=sent_at, lease_until_at=None
        )
        if not changed:
            return False
        message.state, message.outcome, message.sent_at = state, outcome, sent_at
        kind = MAIL_KINDS.get(message.kind)
        if kind and kind.settled:
            kind.settled(message)
    return True


def postpone(message, outcome, *, from_state):
    """Put a message back in line, to be tried again after a pause that doubles each time."""
    if message.attempts >= settings.OUTBOX_MAX_ATTEMPTS:
        settle(message, Message.State.FAILED, outcome, from_state=from_state)
        return
    pause = min(timedelta(seconds=settings.OUTBOX_FIRST_PAUSE_SECONDS * 2 ** (message.attempts - 1)), LONGEST_PAUSE)
    Message.objects.filter(pk=message.pk, state=from_state).update(
        state=Message.State.PENDING, lease_until_at=timezone.now() + pause, outcome=outcome
    )


def build(message):
    """The mail of `message`, or Skip. An error while building never stops the other messages."""
    kind = MAIL_KINDS.get(message.kind)
    if kind is None:
        return Skip("unknown kind")
    return kind.build(message)


class Carrier:
    """One connection to the mail server, opened when first needed and again after it broke."""

    def __init__(self):
        self.smtp = None

    def carry(self, mail):
        """Hand `mail` over. Raises SMTPException or OSError when the server does not take it."""
        if self.smtp is None:
            self.smtp = get_connection()
            self.smtp.open()
        mail.connection = self.smtp
        mail.send()

    def drop(self):
        """Close the connection, whatever state it is in."""
        if self.smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self.smtp.close()
        self.smtp = None


def deliver(message, carrier):
    """Take one claimed message to its next state. False when the mail server is out of reach."""
    try:
        mail = build(message)
    except Exception as error:  # noqa: BLE001 - one broken message must not stop the queue
        log.error("%s could not be written: %s", message.kind, type(error).__name__)
        postpone(message, f"not written: {type(error).__name__}"[:60], from_state=Message.State.PENDING)
        return True
    if isinstance(mail, Skip):
        settle(message, Message.State.SKIPPED, mail.reason, from_state=Message.State.PENDING)
        return True
    written_ahead = Message.objects.filter(
        pk=message.pk, state=Message.State.PENDING, lease_until_at=message.lease_until_at
    ).update(state=Message.State.SENDING)
    if not written_ahead:
        return True
    try:
        carrier.carry(mail)
    except smtplib.SMTPRecipientsRefused as refusal:
        code = max(code for code, _text in refusal.recipients.values())
        refuse(message, code)
        carrier.drop()
    except smtplib.SMTPResponseException as refusal:
        carrier.drop()
        refuse(message, refusal.smtp_code)
    except (smtplib.SMTPException, OSError) as error:
        carrier.drop()
        postpone(message, type(error).__name__, from_state=Message.State.SENDING)
        return False
    else:
        settle(message, Message.State.SENT, from_state=Message.State.SENDING)
    return True


def refuse(message, code):
    """The server said no: for good from 500 on, for now below."""
    if code >= 500:
        settle(message, Message.State.FAILED, f"smtp {code}", from_state=Message.State.SENDING)
    else:
        postpone(message, f"smtp {code}", from_state=Message.State.SENDING)


def drain(*, until_stopped=lambda: False, now=None):
    """Send what is due, in batches over one connection; return how many messages were handled."""
    if Hold.objects.exists():
        return 0
    settle_abandoned(now=now or timezone.now())
    handled = 0
    carrier = Carrier()
    try:
        while not until_stopped():
            batch = claim(settings.OUTBOX_BATCH_SIZE, now=now or timezone.now())
            if not batch:
                break
            for position, message in enumerate(batch):
                if until_stopped():
                    release(batch[position:])
                    return handled
                if not deliver(message, carrier):
                    release(batch[position + 1 :])
                    return handled
                handled += 1
    finally:
        carrier.drop()
    return handled


def release(messages):
    """Give back the leases of messages that were claimed but not tried."""
    ids = [message.pk for message in messages]
    Message.objects.filter(pk__in=ids, state=Message.State.PENDING).update(
        lease_until_at=None, attempts=F("attempts") - 1
    )
