"""Claim, send, mark. Killed at any moment nothing is lost, and at most the mail in flight is sent again by hand.

A message is claimed with a lease in a short transaction, marked «sending» before the mail server hears of it and
«sent» after it said yes. A message found «sending» with an old lease belonged to a worker that died in between:
it becomes «uncertain», because nobody can know; staff see it and may send it again, with the same Message-ID. So does
one that was handed over whole and never answered (decision 0006).
"""

import itertools
import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from .carrier import Away, BrokenOff, Carrier, Doubtful, Refused
from .models import Hold, Message
from .pace import give_back, rest, take_turns
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


def doubt_all_waiting():
    """After a restore: what waits in the backup may have left since. Nobody knows, so a person decides; how many."""
    count = 0
    for message in Message.objects.waiting().order_by("pk"):
        count += settle(message, Message.State.UNCERTAIN, "restored from backup", from_state=message.state)
    return count


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
    mail = kind.build(message)
    if isinstance(mail, Skip) or may_receive(mail.to[0]):
        return mail
    return Skip("not on the list")


def may_receive(address):
    """Whether mail to `address` leaves this installation: everywhere in production, elsewhere where a list says so."""
    if settings.MAIL_ONLY_TO is None:
        return True
    address = address.casefold()
    return address in settings.MAIL_ONLY_TO or address.rpartition("@")[2] in settings.MAIL_ONLY_TO


def deliver(message, carrier):
    """Take one claimed message to its next state. False when it is no use going on with the next one now."""
    try:
        mail = build(message)
    except Exception as error:  # noqa: BLE001 - one broken message must not stop the queue
        log.error("%s could not be written: %s", message.kind, type(error).__name__)
        postpone(message, f"not written: {type(error).__name__}"[:60], from_state=Message.State.PENDING)
        return True
    if isinstance(mail, Skip):
        settle(message, Message.State.SKIPPED, mail.reason, from_state=Message.State.PENDING)
        return True
    if not write_ahead(message):
        return True
    try:
        carrier.carry(mail)
    except Refused as refusal:
        if refusal.is_final:
            settle(message, Message.State.FAILED, str(refusal), from_state=Message.State.SENDING)
        else:
            postpone(message, str(refusal), from_state=Message.State.SENDING)
        return True
    except Away as reason:
        wait_for_server(message, str(reason))
        return False
    except BrokenOff as reason:
        postpone(message, str(reason), from_state=Message.State.SENDING)
        return False
    except Doubtful as reason:
        settle(message, Message.State.UNCERTAIN, str(reason), from_state=Message.State.SENDING)
        # A server that falls silent once may do it again, and each time costs a mail its certainty.
        rest(now=timezone.now())
        return False
    except Exception as error:  # noqa: BLE001 - a mail that cannot be put into words must not stop the queue
        log.error("%s could not be sent: %s", message.kind, type(error).__name__)
        settle(message, Message.State.FAILED, type(error).__name__[:60], from_state=Message.State.SENDING)
        return True
    settle_sent(message)
    return True


def write_ahead(message):
    """Mark the message «sending» before the mail server hears of it. False if its claim was lost in the meantime."""
    return Message.objects.filter(
        pk=message.pk, state=Message.State.PENDING, lease_until_at=message.lease_until_at
    ).update(state=Message.State.SENDING, lease_until_at=timezone.now() + settings.OUTBOX_LEASE)


def settle_sent(message):
    """The server said yes. Whoever thought this worker dead in the meantime was wrong, and is corrected."""
    settle(message, Message.State.SENT, from_state=Message.State.SENDING) or settle(
        message, Message.State.SENT, from_state=Message.State.UNCERTAIN
    )


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
            moment = now or timezone.now()
            turns = take_turns(settings.OUTBOX_BATCH_SIZE, now=moment)
            batch = claim(turns, now=moment) if turns else []
            give_back(turns - len(batch))
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
