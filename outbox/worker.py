"""The one worker: sends mail and runs the periodic jobs, until it is told to stop."""

import gc
import logging
import os
import signal
import socket
import threading
import time
import traceback
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

from .models import Heartbeat, JobRun
from .registry import JOBS, START_CHECKS
from .sending import drain

log = logging.getLogger(__name__)

SEEN_RECENTLY = timedelta(minutes=5)
# Seconds of sending before the heart beats and jobs are looked at again.
LONGEST_TURN = 10


def refusals():
    """The sentences that keep the worker from starting; none when all is well."""
    return [sentence for check in START_CHECKS if (sentence := check())]


def run_due_jobs(*, now):
    """Run every job whose time has come. One that fails is written down and never stops another."""
    started = dict(JobRun.objects.values_list("name", "started_at"))
    for name, job in JOBS.items():
        if name not in started:
            JobRun.objects.get_or_create(name=name)
        elif started[name] is not None and started[name] > now - job.every:
            continue
        # A conditional update, so that of several workers one takes the turn.
        is_due = Q(started_at=None) | Q(started_at__lte=now - job.every)
        if not JobRun.objects.filter(is_due, name=name).update(started_at=now):
            continue
        try:
            job.run(now)
        except Exception as error:  # noqa: BLE001 - one job must not stop another
            log.error("The job %s failed: %s", name, describe(error))
            JobRun.objects.filter(name=name).update(error=type(error).__name__)
        else:
            JobRun.objects.filter(name=name).update(finished_at=timezone.now(), error="")


def describe(error):
    """What went wrong and where, without the error's own words: a database puts addresses into them."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def beat(*, now):
    """Tell that this worker is alive, and forget workers not seen for a day."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    Heartbeat.objects.update_or_create(worker=name, defaults={"seen_at": now})
    Heartbeat.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()


def worker_was_seen(*, now):
    """Whether some worker was alive in the last five minutes."""
    return Heartbeat.objects.filter(seen_at__gte=now - SEEN_RECENTLY).exists()


def work_once(*, until_stopped=lambda: False):
    """One turn: heartbeat, jobs, mail. Return how many messages were handled."""
    now = timezone.now()
    beat(now=now)
    run_due_jobs(now=now)
    return drain(until_stopped=until_stopped)


def work():
    """Turn after turn until SIGTERM or SIGINT; the mail in hand is finished first."""
    stop = threading.Event()
    # What is loaded by now stays: the collector of garbage need not look through it again and again.
    gc.freeze()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: stop.set())
    while not stop.is_set():
        handled = 0
        try:
            # During a long mailing the worker comes back to its other duties now and then.
            until = time.monotonic() + LONGEST_TURN
            handled = work_once(until_stopped=lambda until=until: stop.is_set() or time.monotonic() > until)
        except Exception as error:  # noqa: BLE001 - a database that is away comes back; the worker waits for it
            log.error("A turn of the worker failed: %s", describe(error))
        close_old_connections()
        if not handled:
            stop.wait(settings.OUTBOX_PAUSE_SECONDS)
