"""How often one address is written to about joining and links, so that nobody can fill somebody else's mailbox."""

from datetime import timedelta

from django.db.models import Q

from members.mail_kinds import JOINING, LINK
from members.models import Enrolment, LinkRequest
from outbox.models import Message

HOUR = timedelta(hours=1)
State = Message.State


def mails_within_the_hour(email_key, message, *, now):
    """How many other mails about joining and links this address has had within the hour, or gets before `message`.

    Mails that were skipped do not count: whoever tries again while she waits does not have to wait longer.
    """
    enrolments = Enrolment.objects.filter(email_key=email_key).values_list("pk", flat=True)
    requests = LinkRequest.objects.filter(email_key=email_key).values_list("pk", flat=True)
    about_her = Q(kind=JOINING, subject__in=[str(pk) for pk in enrolments])
    about_her |= Q(kind=LINK, subject__in=[str(pk) for pk in requests])
    # When a mail that is in doubt left is not known, but not before it was queued.
    gone = Q(state=State.SENDING) | Q(state=State.SENT, sent_at__gt=now - HOUR)
    doubtful = Q(state=State.UNCERTAIN, created_at__gt=now - HOUR)
    # Of several that wait the oldest goes first, whichever worker takes them.
    earlier = Q(state=State.PENDING, pk__lt=message.pk)
    mails = Message.objects.filter(about_her).exclude(pk=message.pk)
    return mails.filter(gone | doubtful | earlier).count()
