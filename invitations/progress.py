"""How far the mail of an asking has come. Counts only."""

from dataclasses import dataclass

from django.db.models import CharField, Count
from django.db.models.functions import Cast

from outbox.models import Message

from .asking import MAIL_KIND


@dataclass(frozen=True)
class Progress:
    """Mails of one asking by what has become of them."""

    waiting: int = 0
    sent: int = 0
    uncertain: int = 0
    failed: int = 0
    skipped: int = 0


def progress(asking):
    """The Progress of `asking`, in one query."""
    subjects = asking.invitations.annotate(subject_text=Cast("pk", CharField())).values("subject_text")
    states = Message.objects.filter(kind=MAIL_KIND, subject__in=subjects).values_list("state")
    found = dict(states.annotate(count=Count("pk")))
    return Progress(
        waiting=found.get("pending", 0) + found.get("sending", 0),
        **{name: found.get(name, 0) for name in ("sent", "uncertain", "failed", "skipped")},
    )
