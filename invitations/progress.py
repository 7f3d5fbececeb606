"""How far mailings have come. Counts only."""

from dataclasses import asdict, astuple, dataclass

from django.db.models import Count

from outbox.models import Message


@dataclass(frozen=True)
class Progress:
    """Mails by what has become of them."""

    waiting: int = 0
    sent: int = 0
    uncertain: int = 0
    failed: int = 0
    skipped: int = 0

    def as_counts(self):
        """{state: count}, to be stored."""
        return asdict(self)


def progress(mailings):
    """{mailing id: Progress} of these mailings, in one query; of old ones from the counts they keep."""
    stored = {mailing.pk: Progress(**mailing.outcomes) for mailing in mailings if mailing.outcomes}
    batches = {mailing.batch: mailing.pk for mailing in mailings if not mailing.outcomes}
    found = {pk: {} for pk in batches.values()}
    rows = (
        Message.objects.filter(batch__in=batches).values_list("batch", "state").annotate(count=Count("pk")).order_by()
    )
    for batch, state, count in rows:
        found[batches[batch]][state] = count
    return stored | {pk: of_states(states) for pk, states in found.items()}


def of_states(states):
    """The Progress of {state: count}."""
    return Progress(
        waiting=states.get("pending", 0) + states.get("sending", 0) + states.get("held", 0),
        **{name: states.get(name, 0) for name in ("sent", "uncertain", "failed", "skipped")},
    )


def together(progresses):
    """The sum of several."""
    return Progress(*(sum(column) for column in zip(*(astuple(one) for one in progresses), strict=True)))
