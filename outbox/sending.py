"""Claim, send, mark. Killed at any moment nothing is lost, and at most the mail in flight is sent again by hand.

A message is claimed with a lease in a short transaction, marked «sending» before the mail server hears of it and
«sent» after it said yes. A message found «sending» with an old lease belonged to a worker that died in between:
it becomes «uncertain», because nobody can know; staff see it and may send it again, with the same Message-ID.
"""

import contextlib
import itertools
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
        try:
            settle(message, Message.State.UNCERTAIN, "worker died", from_state=Message.State.SENDING)
        except Exception as error:  # noqa: BLE001 - a kind that cannot take the news must not stop the queue for good
            log.error("%s could not be settled: %s", message.kind, type(error).__name__)
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
    pause = min(first_pause() * 2 ** (message.attempts - 1), LONGEST_PAUSE)
    Message.objects.filter(pk=message.pk, state=from_state).update(
        state=Message.State.PENDING, lease_until_at=timezone.now() + pause, outcome=outcome
    )


def wait_for_server(message, outcome):
    """Put a message back because the mail server is away. That says nothing about the message, so it is never
    given up, however long the server is away, and goes soon after it is back."""
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(
        state=Message.State.PENDING,
        lease_until_at=timezone.now() + first_pause(),
        attempts=F("attempts") - 1,
        outcome=outcome,
    )


def first_pause():
    """How long a message rests after its first failed attempt."""
    return timedelta(seconds=settings.OUTBOX_FIRST_PAUSE_SECONDS)


def send_again(message):
    """Put a message nobody knows the fate of in line once more, with the same Message-ID. False if it is not one."""
    return bool(
        Message.objects.filter(pk=message.pk, state=Message.State.UNCERTAIN).update(
            state=Message.State.PENDING, outcome="", attempts=0
        )
    )


def build(message):
    """The mail of `message`, or Skip. An error while building never stops the other messages."""
    kind = MAIL_KINDS.get(message.kind)
    if kind is None:
        return Skip("unknown kind")
    return kind.build(message)


class Unreachable(Exception):
    """No connection to the mail server could be made."""


class Carrier:
    """One connection to the mail server, opened when first needed and again after it broke."""

    def __init__(self):
        self.smtp = None

    def carry(self, mail):
        """Hand `mail` over. Raises Unreachable, or SMTPException or OSError when the server does not take it."""
        if self.smtp is None:
            smtp = get_connection()
            try:
                smtp.open()
            except (smtplib.SMTPException, OSError) as error:
                # Refused passwords and greetings too: they are about us, not about the mail.
                raise Unreachable(type(error).__name__) from error
            self.smtp = smtp
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
    ).update(state=Message.State.SENDING, lease_until_at=timezone.now() + settings.OUTBOX_LEASE)
    if not written_ahead:
        return True
    try:
        carrier.carry(mail)
    except Unreachable as error:
        wait_for_server(message, str(error))
        return False
    except smtplib.SMTPRecipientsRefused as refusal:
        # smtplib has reset the conversation, so the connection goes on.
        refuse(message, max(code for code, _text in refusal.recipients.values()))
    except smtplib.SMTPDataError as refusal:
        carrier.drop()
        refuse(message, refusal.smtp_code)
    except smtplib.SMTPSenderRefused as refusal:
        # About us: every mail would be refused alike, so none is given up for it.
        carrier.drop()
        wait_for_server(message, f"sender refused {refusal.smtp_code}")
        return False
    except (smtplib.SMTPException, OSError) as error:
        carrier.drop()
        postpone(message, type(error).__name__, from_state=Message.State.SENDING)
        return False
    except Exception as error:  # noqa: BLE001 - a mail that cannot be put into words must not stop the queue
        carrier.drop()
        log.error("%s could not be sent: %s", message.kind, type(error).__name__)
        settle(message, Message.State.FAILED, type(error).__name__[:60], from_state=Message.State.SENDING)
    else:
        settle(message, Message.State.SENT, from_state=Message.State.SENDING)
    return True


def refuse(message, code):
    """The server said no: for good from 500 on, for now below."""
    if code >= 500:
        settle(message, Message.State.FAILED, f"smtp {code}", from_state=Message.State.SENDING)
    else:
        postpone(message, f"smtp {code}", from_state=Message.State.SENDING)


def drain(*, until_stopped=lambda: False, now=None, batches=None):
    """Send what is due, in batches over one connection; return how many messages were handled.

    `batches` limits how many are taken, so that the worker comes back to its other duties during a long mailing.
    """
    if Hold.objects.exists():
        return 0
    settle_abandoned(now=now or timezone.now())
    handled = 0
    carrier = Carrier()
    try:
        for _number in itertools.count() if batches is None else range(batches):
            if until_stopped():
                break
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
