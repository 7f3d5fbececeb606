"""The statements that are run for every mail, written out: to put them into words takes the ORM longer than to run them."""

from datetime import datetime

from django.db import connection, transaction

from .models import Message

SENDING = (
    "UPDATE outbox_message SET state = %s, lease_until_at = %s WHERE id = %s AND state = %s AND lease_until_at = %s"
)
SETTLED = "UPDATE outbox_message SET state = %s, outcome = %s, sent_at = %s, lease_until_at = NULL WHERE id = %s AND state = %s"

MORE_URGENT = (
    "SELECT 1 FROM outbox_message WHERE state = %s AND priority < %s AND not_before_at <= %s "
    "AND (lease_until_at IS NULL OR lease_until_at < %s) LIMIT 1"
)


def run(statement, values):
    """Run an UPDATE; how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, adapted(values))
        return cursor.rowcount


def run_in_one_commit(updates):
    """Run several [(statement, values)], all or none; how many rows each changed.

    PostgreSQL takes them in one go, and what comes in one go is a transaction of its own.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        with transaction.atomic(savepoint=False):
            return [run(*update) for update in updates]
    with connection.cursor() as cursor:
        together = "; ".join(statement for statement, _values in updates)
        cursor.execute(together, adapted(value for _statement, values in updates for value in values))
        counts = [cursor.rowcount]
        while cursor.nextset():
            counts.append(cursor.rowcount)
    return counts


def adapted(values):
    """Parameters as the database takes them."""
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]


def has_more_urgent(priority, *, now):
    """Whether a message is due that is more urgent than `priority`."""
    with connection.cursor() as cursor:
        cursor.execute(MORE_URGENT, adapted([Message.State.PENDING, priority, now, now]))
        return cursor.fetchone() is not None


def sending(message, *, until):
    """(statement, values) that mark a claimed message «sending», with a lease `until` then; no row if its claim was lost."""
    return SENDING, (Message.State.SENDING, until, message.pk, Message.State.PENDING, message.lease_until_at)


def settled(message, state, outcome="", *, sent_at=None, from_state):
    """(statement, values) that mark a message as having come to its end; no row if it was not in `from_state`."""
    return SETTLED, (state, outcome, sent_at, message.pk, from_state)
