"""Who was sent what and when, without content: for the day something has gone wrong, and for no other use.

Kept for twelve months; then the mailing keeps counts and nothing says who they were.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from outbox.models import Message

from .models import Contact, Invitation, Mailing
from .progress import progress
from .sending_off import INFORMATION, INVITATION, REMINDER, RESULTS

KEPT_FOR = timedelta(days=365)
CHUNK = 1000


def what_was_sent(mailing):
    """Every (member id, state, moment) of one mailing, in the order it was queued; so many at a time."""
    after = 0
    while after is not None:
        rows, after = part_of_record(mailing, after=after, size=CHUNK)
        yield from rows


def part_of_record(mailing, *, after, size):
    """[(member id, state, moment)] of at most `size` messages behind the key `after`, and the key that leads on, or None.

    The moment is None for what never left. Two queries, however long the record is.
    """
    behind = Message.objects.filter(batch=mailing.batch, pk__gt=after).order_by("pk")
    found = list(behind.values_list("pk", "subject", "state", "sent_at")[: size + 1])
    shown = found[:size]
    members = members_by_subject(mailing, [int(subject) for _pk, subject, _state, _sent_at in shown])
    rows = [(members.get(int(subject)), Message.State(state), sent_at) for _pk, subject, state, sent_at in shown]
    return rows, shown[-1][0] if len(found) > size else None


def members_by_subject(mailing, subjects):
    """{subject of a message: member id}: messages are about invitations, or about contacts."""
    is_about_invitations = mailing.kind in (Mailing.Kind.INVITATION, Mailing.Kind.REMINDER)
    rows = Invitation.objects.filter(asking=mailing.asking_id) if is_about_invitations else mailing.contacts
    return dict(rows.filter(pk__in=subjects).values_list("pk", "member"))


def messages_to(member):
    """The messages of mailings to a member, the newest first."""
    invitations = [str(pk) for pk in member.invitations.values_list("pk", flat=True)]
    contacts = [str(pk) for pk in member.contacts.values_list("pk", flat=True)]
    about = Q(kind__in=[INVITATION, REMINDER], subject__in=invitations) | Q(
        kind__in=[RESULTS, INFORMATION], subject__in=contacts
    )
    return Message.objects.filter(about).exclude(batch="").order_by("-pk")


def what_a_member_was_sent(member):
    """[(mailing, state, moment)] of one member, the newest first."""
    messages = list(messages_to(member))
    numbers = {message.batch: int(message.batch.removeprefix("mailing ")) for message in messages}
    mailings = Mailing.objects.select_related("asking__page").in_bulk(numbers.values())
    return [(mailings[numbers[message.batch]], Message.State(message.state), message.sent_at) for message in messages]


def forget_old_records(*, now):
    """Keep counts of mailings older than a year, and delete who they went to; return how many mailings that were."""
    old = list(Mailing.objects.queued().filter(queued_at__lt=now - KEPT_FOR, outcomes={}))
    for mailing in old:
        mailing.outcomes = progress([mailing])[mailing.pk].as_counts()
        mailing.save(update_fields=["outcomes"])
        Message.objects.filter(batch=mailing.batch).delete()
    Contact.objects.filter(written_on__lt=timezone.localdate(now - KEPT_FOR)).delete()
    return len(old)
