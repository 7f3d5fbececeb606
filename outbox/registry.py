"""What the other rooms register: kinds of mail (`<app>/mails.py`) and periodic jobs (`<app>/jobs.py`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Skip:
    """Returned by a builder when the mail should not be sent after all. `reason` is a short code."""

    reason: str


@dataclass(frozen=True)
class MailKind:
    """How a message of this kind becomes a mail, and what to do once its fate is known."""

    build: Callable
    settled: Callable | None = None
    label: str = ""
    sent: Callable | None = None


@dataclass(frozen=True)
class Job:
    """A function of `now` that may run twice without harm."""

    run: Callable
    every: timedelta
    label: str = ""


MAIL_KINDS = {}
JOBS = {}
START_CHECKS = []


def mail_kind(name, *, settled=None, label="", sent=None):
    """Register `build(message) -> EmailMessage | Skip` for the kind `name`, which staff know as `label`.

    `settled(message)` is called in the transaction that marks the message sent, uncertain, failed or skipped. Where mails
    are many, `sent(message)` gives the same for a mail that was sent as updates [(statement, values)] (outbox.marks).
    """

    def register(build):
        MAIL_KINDS[name] = MailKind(build, settled, label, sent)
        return build

    return register


def periodic(name, *, every, label=""):
    """Register `job(now)`, run by the worker whenever `every` has passed since its last start. Staff know it as `label`."""

    def register(run):
        JOBS[name] = Job(run, every, label)
        return run

    return register


def start_check(check):
    """Register `check() -> str | None`; a sentence stops the worker from starting."""
    START_CHECKS.append(check)
    return check
