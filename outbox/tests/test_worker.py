"""The worker as a process: killed, stopped, doubled, refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.models import Heartbeat, JobRun, Message
from outbox.queue import enqueue_many
from outbox.registry import JOBS, Job
from outbox.tests.processes import finish, start_worker
from outbox.tests.smtp import PATIENCE
from outbox.worker import run_due_jobs, worker_was_seen

KIND = "outbox.test"
ADDRESSES = [f"member{number}@example.org" for number in range(40)]


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing_and_repeats_at_most_the_mail_in_flight(mailbox):
    enqueue_many(KIND, ADDRESSES)
    mailbox.gate = 7
    first = start_worker(mailbox)
    mailbox.wait_for(7)
    first.kill()
    first.communicate(timeout=PATIENCE)
    mailbox.gate = None

    Message.objects.exclude(lease_until_at=None).update(lease_until_at=timezone.now())
    second = start_worker(mailbox)
    mailbox.wait_for(len(ADDRESSES))
    finish(second)

    # The seventh had arrived when its worker died, so it is «uncertain» and left for a person to judge.
    assert sorted(mailbox.addresses()) == sorted(ADDRESSES)
    assert Message.objects.filter(state="uncertain").count() == 1
    assert Message.objects.filter(state="sent").count() == len(ADDRESSES) - 1
    assert len({mail["Message-ID"] for _recipients, mail in mailbox.received}) == len(ADDRESSES)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 4])
def test_several_workers_send_no_mail_twice(mailbox, number):
    enqueue_many(KIND, ADDRESSES)
    workers = [start_worker(mailbox) for _ in range(number)]
    mailbox.wait_for(len(ADDRESSES))
    for worker in workers:
        finish(worker)
    assert sorted(mailbox.addresses()) == sorted(ADDRESSES)


@pytest.mark.django_db(transaction=True)
def test_sigterm_stops_the_worker_cleanly(mailbox):
    enqueue_many(KIND, ADDRESSES[:1])
    worker = start_worker(mailbox)
    mailbox.wait_for(1)
    finish(worker)
    assert worker.returncode == 0
    assert Message.objects.get().state == "sent"


@pytest.mark.django_db(transaction=True)
def test_the_worker_refuses_to_start_without_the_key_of_an_unopened_box(mailbox):
    from panel_pages.tests.builders import make_survey

    make_survey()
    worker = start_worker(mailbox, "--once", SURVEY_BOX_PRIVATE_KEYS="")
    output, _errors = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 1
    assert "SURVEY_BOX_PRIVATE_KEYS" in output

    worker = start_worker(mailbox, "--once")
    assert worker.wait(timeout=PATIENCE) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_started_held_sends_nothing(mailbox):
    enqueue_many(KIND, ADDRESSES[:1])
    worker = start_worker(mailbox, "--once", "--held")
    output, _errors = worker.communicate(timeout=PATIENCE)
    assert "release_mail" in output
    assert mailbox.received == []
    assert Heartbeat.objects.exists()


@pytest.mark.django_db
def test_a_job_that_fails_stops_no_other_and_is_written_down(monkeypatch):
    ran = []

    def fail(now):
        raise ValueError("kari@example.org")

    every = next(iter(JOBS.values())).every
    monkeypatch.setattr("outbox.worker.JOBS", {"fails": Job(fail, every), "works": Job(ran.append, every)})
    now = timezone.now()
    run_due_jobs(now=now)
    run_due_jobs(now=now)
    assert ran == [now]
    assert JobRun.objects.get(name="fails").error == "ValueError"
    run_due_jobs(now=now + every)
    assert len(ran) == 2


@pytest.mark.django_db
def test_a_worker_not_seen_for_five_minutes_is_not_alive():
    now = timezone.now()
    assert not worker_was_seen(now=now)
    beat = Heartbeat.objects.create(worker="one", seen_at=now)
    assert worker_was_seen(now=now)
    Heartbeat.objects.filter(pk=beat.pk).update(seen_at=now - timedelta(minutes=6))
    assert not worker_was_seen(now=now)


@pytest.mark.parametrize("name", ["members.forget_on_time", "surveys.delete_expired"])
def test_the_rooms_jobs_are_known(name):
    assert name in JOBS
