"""The mails about membership."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from outbox.letters import compose
from outbox.models import Message
from outbox.registry import Skip, mail_kind

from .enrolment import MAIL_KIND
from .models import Enrolment, Member
from .way_out import confirm_url, leave_url, withdraw_url

BETWEEN_MAILS = timedelta(hours=1)


def was_written_to_lately(enrolment, *, now):
    """Whether another enrolment of the same address has had its mail within the hour, or is about to get it.

    So nobody can fill a mailbox by sending the form again and again. Mails that were skipped do not count: whoever
    tries again while she waits does not have to wait longer.
    """
    others = Enrolment.objects.filter(email_key=enrolment.email_key).exclude(pk=enrolment.pk)
    subjects = {str(pk): pk for pk in others.values_list("pk", flat=True)}
    State = Message.State
    mails = Message.objects.filter(kind=MAIL_KIND, subject__in=subjects)
    since = now - BETWEEN_MAILS
    # When a mail that is in doubt left is not known, but not before it was queued.
    gone = Q(state=State.SENDING) | Q(state=State.SENT, sent_at__gt=since)
    doubtful = Q(state=State.UNCERTAIN, created_at__gt=since)
    if mails.filter(gone | doubtful).exists():
        return True
    # Of several that wait the oldest goes, whichever worker takes them.
    return any(subjects[subject] < enrolment.pk for subject in mails.waiting().values_list("subject", flat=True))


@mail_kind(MAIL_KIND)
def build_confirm_enrolment(message):
    """«Confirm that you want to join», or «you are a member already»: only the mailbox learns which."""
    enrolment = Enrolment.objects.filter(pk=message.subject).first()
    if enrolment is None:
        return Skip("withdrawn")
    if was_written_to_lately(enrolment, now=timezone.now()):
        return Skip("written to lately")
    member = Member.objects.filter(email_key=enrolment.email_key).first()
    if member is not None:
        return compose(
            "already_member",
            member.email,
            {},
            message=message,
            language=member.language,
            way_out_url=leave_url(member),
        )
    return compose(
        "confirm_enrolment",
        enrolment.email,
        {"confirm_url": confirm_url(enrolment), "days": settings.UNCONFIRMED_KEPT_FOR.days},
        message=message,
        language=enrolment.language,
        way_out_url=withdraw_url(enrolment),
    )
