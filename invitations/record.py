"""Who was sent what and when, without content: for the day something has gone wrong, and for no other use.

Kept for twelve months; then the mailing keeps counts and nothing says who they were.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from outbox.models import Message

from .models import Contact, Mailing
from .progress import progress
from .sending_off import INFORMATION, INVITATION, REMINDER, RESULTS

KEPT_FOR = timedelta(days=365)


def what_was_sent(mailing):
    """[(member id, state, moment)] of one mailing, in the order it was queued; the moment is None for what never left."""
    members = dict(members_by_subject(mailing))
    rows = Message.objects.filter(batch=mailing.batch).order_by("pk").values_list("subject", "state", "sent_at")
    for subject, state, sent_at in rows.iterator():
        yield members.get(int(subject)), Message.State(state), sent_at


def members_by_subject(mailing):
    """[(subject of the message, member id)]: messages are about invitations, or about contacts."""
    if mailing.kind in (Mailing.Kind.INVITATION, Mailing.Kind.REMINDER):
        return mailing.asking.invitations.exclude(member=None).values_list("pk", "member").iterator()
    return mailing.contacts.values_list("pk", "member").iterator()


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
