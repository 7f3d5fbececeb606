"""Workers killed again and again in the middle of a mailing, and a database that goes away under one.

`make torture` asks for more kills than `make test` has patience for.
"""

import os
import random
from collections import Counter

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from psycopg import sql

from outbox.models import Message
from outbox.queue import enqueue_many
from outbox.sending import send_again
from outbox.tests.processes import finish, start_worker
from outbox.tests.smtp import PATIENCE

KIND = "outbox.many"
KILLS, RECIPIENTS = (100, 2000) if os.environ.get("TORTURE") else (5, 500)
ADDRESSES = [f"member{number}@example.org" for number in range(RECIPIENTS)]


def end_leases(**which):
    """As if the time of the dead worker's leases had passed."""
    Message.objects.exclude(lease_until_at=None).filter(**which).update(lease_until_at=timezone.now())


def kill_after(mailbox, number):
    """Start a worker and kill it without warning once `number` mails in all have arrived."""
    worker = start_worker(mailbox)
    mailbox.wait_for(number)
    worker.kill()
    worker.communicate(timeout=PATIENCE)
    end_leases()


def finish_mailing(mailbox):
    """Let a worker send the rest, then again by hand what is in doubt; return how many that were."""
    start_worker(mailbox, "--once").communicate(timeout=600)
    doubtful = list(Message.objects.filter(state=Message.State.UNCERTAIN))
    for message in doubtful:
        assert send_again(message)
    start_worker(mailbox, "--once").communicate(timeout=PATIENCE)
    return len(doubtful)


@pytest.mark.django_db(transaction=True)
def test_nobody_is_missed_and_at_most_one_mail_is_repeated_a_kill(mailbox):
    enqueue_many(KIND, ADDRESSES)
    chance = random.Random(5)  # noqa: S311 - where the kills fall, the same places every time
    # A kill may leave a mail in doubt that never arrived, so the last kills must not wait for the very last mails.
    for number in sorted(chance.sample(range(1, RECIPIENTS - KILLS), KILLS)):
        kill_after(mailbox, number)

    doubtful = finish_mailing(mailbox)

    received = Counter(mailbox.addresses())
    assert received.keys() == set(ADDRESSES)
    assert sum(received.values()) - len(ADDRESSES) <= doubtful <= KILLS
    assert len({mail["Message-ID"] for _recipients, mail in mailbox.received}) == RECIPIENTS
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_in_the_middle_of_a_mailing_loses_and_doubles_nothing(mailbox):
    enqueue_many(KIND, ADDRESSES)
    values = connection.settings_dict
    server = {"host": values["HOST"], "port": values["PORT"], "user": values["USER"], "password": values["PASSWORD"]}
    allow = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    database = sql.Identifier(values["NAME"])
    worker = start_worker(mailbox)
    mailbox.wait_for(20)
    connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as maintenance:
        maintenance.execute(allow.format(database, sql.SQL("false")))
        maintenance.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [values["NAME"]]
        )
        gone_at = len(mailbox.received)
        maintenance.execute(allow.format(database, sql.SQL("true")))
    end_leases(state=Message.State.PENDING)

    mailbox.wait_for(RECIPIENTS)
    finish(worker)

    assert gone_at < RECIPIENTS
    assert sorted(mailbox.addresses()) == sorted(ADDRESSES)
    left = Message.objects.exclude(state=Message.State.SENT)
    assert left.count() <= 1
    assert worker.returncode == 0
