"""How the outbox is doing, in counts: what staff see. No addresses."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from .models import Hold, JobRun, Message
from .registry import JOBS, MAIL_KINDS
from .worker import worker_was_seen

LONG_WAIT = timedelta(minutes=10)
SHOWN = 50
WORDS = {
    "worker died": _("The worker stopped in the middle of it"),
    "restored from backup": _("Restored from a backup"),
    "no answer": _("The mail server did not answer"),
}


def count_by_state():
    """[(label, count)] of every state, in the order of a message's life."""
    counts = dict(Message.objects.values_list("state").annotate(count=Count("pk")).order_by())
    return [(label, counts.get(state, 0)) for state, label in Message.State.choices]


def count_long_waiting(*, now):
    """How many messages should have gone more than ten minutes ago."""
    return Message.objects.in_line().filter(not_before_at__lt=now - LONG_WAIT).count()


def words_of(outcome):
    """Why a mail has the state it has, in words where there are some; what a mail server said stays a code."""
    return WORDS.get(outcome, outcome)


def label_of(name, registered=MAIL_KINDS):
    """What staff call a kind of mail, or a job."""
    return getattr(registered.get(name), "label", "") or name


def doubtful_mails():
    """The oldest mails nobody knows the fate of, each with what it is and why."""
    rows = Message.objects.filter(state=Message.State.UNCERTAIN).order_by("pk")[:SHOWN]
    return [{"message": row, "label": label_of(row.kind), "why": words_of(row.outcome)} for row in rows]


def refusals_by_reason():
    """[(what, reason, count)] of the mails that were given up."""
    rows = Message.objects.filter(state=Message.State.FAILED).values_list("kind", "outcome")
    counted = rows.annotate(count=Count("pk")).order_by("-count", "kind", "outcome")[:SHOWN]
    return [(label_of(kind), words_of(outcome), count) for kind, outcome, count in counted]


def condition(*, now):
    """Everything the outbox page shows."""
    in_line = Message.objects.in_line()
    return {
        "states": count_by_state(),
        "oldest_at": in_line.aggregate(oldest=Min("not_before_at"))["oldest"],
        "long_waiting": count_long_waiting(now=now),
        "uncertain": Message.objects.filter(state=Message.State.UNCERTAIN).count(),
        "doubtful": doubtful_mails(),
        "refusals": refusals_by_reason(),
        "is_held": Hold.objects.exists(),
        "worker_was_seen": worker_was_seen(now=now),
        "jobs": [(label_of(job.name, JOBS), job) for job in JobRun.objects.order_by("name")],
    }
