"""The worker is killed while it reads a list, or while it takes it over: nobody is stored, and another begins again."""

import sqlite3
import time
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils import timezone

from members.importing.jobs import read_lists
from members.importing.taking_over import accept
from members.models import Enrolment
from members.tests.test_importing import ListImport, State, csv_of, make_list, people, tried
from outbox.models import Message
from outbox.tests.processes import start_worker
from outbox.tests.smtp import PATIENCE, Mailbox
from staff.tests.builders import make_employee

# Enough batches for the worker to be killed between the first and the last.
PEOPLE = 8000


@pytest.fixture
def mailbox():
    mailbox = Mailbox().open()
    yield mailbox
    mailbox.close()


def wait_until(is_so):
    """Look again and again until it is so; for as long as a worker may take."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, "it never was"


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_reads_leaves_nobody_behind_and_another_reads_again(mailbox, settings):
    make_list(csv_of(people(PEOPLE)))
    environment = {"IMPORT_FOLDER": str(settings.IMPORT_FOLDER)}
    first = start_worker(mailbox, **environment)
    wait_until(lambda: ListImport.objects.get().rows_read)
    first.kill()
    first.communicate(timeout=PATIENCE)
    assert not Enrolment.objects.exists()
    assert ListImport.objects.get().state == State.READING

    ListImport.objects.update(lease_until_at=timezone.now())
    second = start_worker(mailbox, **environment)
    wait_until(lambda: ListImport.objects.get().state == State.READ)
    second.terminate()
    second.communicate(timeout=PATIENCE)
    assert ListImport.objects.get().usable_count == PEOPLE


# The worker is held at the last person, everybody else inserted, until it is killed.
HOLD = {
    "postgresql": [
        "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_advisory_xact_lock(8350); RETURN NEW; END $$",
        "CREATE TRIGGER hold BEFORE INSERT ON members_enrolment FOR EACH ROW"
        " WHEN (NEW.email = 'liste2999@example.org') EXECUTE FUNCTION hold()",
    ],
    "sqlite": [
        "CREATE TRIGGER hold BEFORE INSERT ON members_enrolment WHEN NEW.email = 'liste2999@example.org' BEGIN"
        " SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e12) SELECT count(*) FROM n);"
        " END",
    ],
}
LET_GO = {
    "postgresql": ["DROP TRIGGER hold ON members_enrolment", "DROP FUNCTION hold()"],
    "sqlite": ["DROP TRIGGER hold"],
}


@contextmanager
def held_at_the_last_person():
    """Yield `is_held()`; PostgreSQL waits for a lock of ours, SQLite counts for hours and lets nobody else write."""
    with connection.cursor() as cursor:
        for statement in HOLD[connection.vendor]:
            cursor.execute(statement)
        try:
            if connection.vendor == "sqlite":
                yield lambda: not can_write_for_seconds(2)
            else:
                cursor.execute("SELECT pg_advisory_lock(8350)")
                held = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 8350 AND NOT granted"
                yield lambda: cursor.execute(held).fetchone()
        finally:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_advisory_unlock_all()")
            for statement in LET_GO[connection.vendor]:
                cursor.execute(statement)


def can_write_for_seconds(seconds):
    """Whether somebody beside the holder of SQLite's one lock gets it within so many seconds."""
    beside = sqlite3.connect(connection.settings_dict["NAME"], timeout=seconds, isolation_level=None)
    try:
        beside.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        beside.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_takes_over_stores_nothing_and_another_stores_all(mailbox, settings):
    item = tried(csv_of(people(3000)))
    accept(item, by=make_employee(), now=timezone.now())
    with held_at_the_last_person() as is_held:
        first = start_worker(mailbox, IMPORT_FOLDER=str(settings.IMPORT_FOLDER))
        wait_until(is_held)
        first.kill()
        first.communicate(timeout=PATIENCE)
    item.refresh_from_db()
    assert item.state == State.ACCEPTED
    assert not Enrolment.objects.exists() and not Message.objects.exists()

    read_lists(timezone.now())
    item.refresh_from_db()
    assert (item.state, item.usable_count) == (State.DONE, 3000)
    assert Enrolment.objects.count() == Message.objects.count() == 3000
