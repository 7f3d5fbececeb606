"""Claim, send, mark. Killed at any moment nothing is lost, and at most the mail in flight is sent again by hand.

A message is claimed with a lease in a short transaction, marked «sending» before the mail server hears of it and
«sent» after it said yes. A message found «sending» with an old lease belonged to a worker that died in between:
it becomes «uncertain», because nobody can know; staff see it and may send it again, with the same Message-ID. So does
one that was handed over whole and never answered (decision 0006).
"""

import collections
import itertools
import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from .carrier import Away, BrokenOff, Carrier, Doubtful, Refused
from .lookups import lookups
from .marks import has_more_urgent, run, run_in_one_commit, sending, settled
from .models import Hold, Message
from .pace import give_back, rest, take_turns
from .registry import MAIL_KINDS, Skip

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(hours=1)
# So many mails of a batch go before more urgent ones are looked for: somebody may be waiting for hers.
LOOKS_UP_AFTER = 5


def claim(limit, *, now, before=None):
    """Lease up to `limit` due messages to this worker and return them, the most urgent first.

    With `before` only those that are more urgent than that priority.
    """
    with transaction.atomic():
        due = Message.objects.due(now).order_by("priority", "id")
        if before is not None:
            due = due.filter(priority__lt=before)
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


def settle(message, state, outcome="", *, from_state, savepoint=True):
    """Write the end of a message and tell its kind, in one transaction. False if another worker was first.

    Without `savepoint` it is part of a transaction that stands or falls as a whole.
    """
    sent_at = timezone.now() if state == Message.State.SENT else None
    with transaction.atomic(savepoint=savepoint):
        if not run(*settled(message, state, outcome, sent_at=sent_at, from_state=from_state)):
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


def write(message):
    """The mail of `message`; None when it is not to be sent, and then that is written down already."""
    try:
        mail = build(message)
    except Exception as error:  # noqa: BLE001 - one broken message must not stop the queue
        log.error("%s could not be written: %s", message.kind, type(error).__name__)
        postpone(message, f"not written: {type(error).__name__}"[:60], from_state=Message.State.PENDING)
        return None
    if isinstance(mail, Skip):
        settle(message, Message.State.SKIPPED, mail.reason, from_state=Message.State.PENDING)
        return None
    return mail


class Line:
    """Mails on one connection, one after the other. While one is on its way, the next is written.

    Between two of them stands one commit: it marks the one before «sent» and the next «sending». So never more than
    one is in doubt. Meanwhile the server is told whom the next is from and for, and is given it when the mark is made.
    """

    def __init__(self, carrier):
        self.carrier = carrier
        self.on_its_way = None
        self.handled = 0

    def add(self, message):
        """Send one claimed message when the one before has arrived. False when it is no use going on now."""
        mail = write(message)
        if mail is None:
            self.handled += 1
            return True
        if self.on_its_way and self.on_its_way[1].exception() is None:
            (before, _result), self.on_its_way = self.on_its_way, None
            self.carrier.announce(mail)
            is_marked = mark_between(before, message)
            self.handled += 1
        elif not self.finish():
            return False
        else:
            is_marked = write_ahead(message)
        if is_marked:
            self.on_its_way = message, self.carrier.start(mail)
        else:
            self.carrier.close()
            self.handled += 1
        return True

    def finish(self):
        """Wait for the mail on its way, if there is one, and write down what became of it. False as above."""
        if self.on_its_way is None:
            return True
        (message, result), self.on_its_way = self.on_its_way, None
        goes_on = settle_result(message, result.exception())
        self.handled += goes_on
        return goes_on


def deliver(message, carrier):
    """Take one claimed message to its next state. False when it is no use going on with the next one now."""
    line = Line(carrier)
    return line.add(message) and line.finish()


def settle_result(message, error):
    """What the mail server did with a message, written down. False when it is no use going on."""
    if error is None:
        settle_sent(message)
    elif isinstance(error, Refused):
        if error.is_final:
            settle(message, Message.State.FAILED, str(error), from_state=Message.State.SENDING)
        else:
            postpone(message, str(error), from_state=Message.State.SENDING)
    elif isinstance(error, Away):
        wait_for_server(message, str(error))
        return False
    elif isinstance(error, BrokenOff):
        postpone(message, str(error), from_state=Message.State.SENDING)
        return False
    elif isinstance(error, Doubtful):
        settle(message, Message.State.UNCERTAIN, str(error), from_state=Message.State.SENDING)
        # A server that falls silent once may do it again, and each time costs a mail its certainty.
        rest(now=timezone.now())
        return False
    else:
        # A mail that cannot be put into words must not stop the queue.
        log.error("%s could not be sent: %s", message.kind, type(error).__name__)
        settle(message, Message.State.FAILED, type(error).__name__[:60], from_state=Message.State.SENDING)
    return True


def write_ahead(message):
    """Mark the message «sending» before the mail server hears of it. False if its claim was lost in the meantime."""
    return run(*sending(message, until=timezone.now() + settings.OUTBOX_LEASE))


def mark_between(before, message):
    """In one commit mark `before` «sent» and `message` «sending». False as above."""
    kind = MAIL_KINDS.get(before.kind)
    if kind and kind.settled and not kind.sent:
        with transaction.atomic():
            settle_sent(before, savepoint=False)
            return write_ahead(message)
    now = timezone.now()
    is_settled, *_others, is_marked = run_in_one_commit(
        [
            settled(before, Message.State.SENT, sent_at=now, from_state=Message.State.SENDING),
            *(kind.sent(before) if kind and kind.sent else ()),
            sending(message, until=now + settings.OUTBOX_LEASE),
        ]
    )
    if not is_settled:
        settle_sent(before)
    return is_marked


def settle_sent(message, *, savepoint=True):
    """The server said yes. Whoever thought this worker dead in the meantime was wrong, and is corrected."""
    for state in (Message.State.SENDING, Message.State.UNCERTAIN):
        if settle(message, Message.State.SENT, from_state=state, savepoint=savepoint):
            return


def drain(*, until_stopped=lambda: False, now=None, batches=None):
    """Send what is due, in batches over one connection; return how many messages were handled.

    `batches` limits how many are taken.
    """
    if Hold.objects.exists():
        return 0
    settle_abandoned(now=now or timezone.now())
    carrier = Carrier()
    line = Line(carrier)
    try:
        with lookups() as memory:
            for _number in itertools.count() if batches is None else range(batches):
                if until_stopped():
                    break
                moment = now or timezone.now()
                turns = take_turns(settings.OUTBOX_BATCH_SIZE, now=moment)
                memory.coming = batch = collections.deque(claim(turns, now=moment) if turns else [])
                give_back(turns - len(batch))
                if not batch or not send_batch(batch, line, until_stopped, now=now):
                    break
    finally:
        carrier.close()
    return line.handled


def send_batch(waiting, line, until_stopped, *, now=None):
    """Take claimed messages to their next states; what is not tried is released. False when it is no use going on."""
    for number in itertools.count(1):
        if not waiting:
            return line.finish()
        if until_stopped() or not line.add(waiting[0]):
            release(waiting)
            line.finish()
            return False
        waiting.popleft()
        if number % LOOKS_UP_AFTER == 0 and waiting:
            let_pass(waiting, now=now or timezone.now())


def let_pass(waiting, *, now):
    """Put more urgent mails that have come since before what is left of a batch.

    As many of its last go back in line, so that no more leave than may leave now.
    """
    if waiting[0].priority > Message.Priority.PROMPT and has_more_urgent(waiting[0].priority, now=now):
        urgent = claim(len(waiting), now=now, before=waiting[0].priority)
        release([waiting.pop() for _message in urgent])
        waiting.extendleft(reversed(urgent))


def release(messages):
    """Give back the leases of messages that were claimed but not tried."""
    ids = [message.pk for message in messages]
    Message.objects.filter(pk__in=ids, state=Message.State.PENDING).update(
        lease_until_at=None, attempts=F("attempts") - 1
    )
