"""The worker as a process of its own, on the database of the running test."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from outbox.tests.smtp import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def database_url():
    """The address of the database the test writes to."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{values['USER']}:{values['PASSWORD']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"


def start_worker(mailbox, *arguments, **environment):
    """Start `manage.py worker` that sends to `mailbox`; the caller stops it, or else the end of the test does."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.worker_test",
            "DATABASE_URL": database_url(),
            "EMAIL_HOST": mailbox.host,
            "EMAIL_PORT": str(mailbox.port),
            "SURVEY_BOX_PRIVATE_KEYS": ",".join(settings.SURVEY_BOX_PRIVATE_KEYS),
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    mailbox.senders.append(worker)
    return worker


def finish(worker):
    """Stop a worker politely and return what it printed."""
    worker.send_signal(signal.SIGTERM)
    output, _errors = worker.communicate(timeout=PATIENCE)
    return output
