"""How the outbox is doing, in counts: what staff see. No addresses."""

from datetime import timedelta

from django.db.models import Count, Min

from .models import Hold, JobRun, Message
from .worker import worker_was_seen

LONG_WAIT = timedelta(minutes=10)


def count_by_state():
    """[(label, count)] of every state, in the order of a message's life."""
    counts = dict(Message.objects.values_list("state").annotate(count=Count("pk")).order_by())
    return [(label, counts.get(state, 0)) for state, label in Message.State.choices]


def count_long_waiting(*, now):
    """How many messages should have gone more than ten minutes ago."""
    return Message.objects.waiting().filter(not_before_at__lt=now - LONG_WAIT).count()


def condition(*, now):
    """Everything the outbox page shows."""
    return {
        "states": count_by_state(),
        "oldest_at": Message.objects.waiting().aggregate(oldest=Min("not_before_at"))["oldest"],
        "long_waiting": count_long_waiting(now=now),
        "uncertain": Message.objects.filter(state=Message.State.UNCERTAIN).count(),
        "is_held": Hold.objects.exists(),
        "worker_was_seen": worker_was_seen(now=now),
        "jobs": JobRun.objects.order_by("name"),
    }
