"""The mails about membership."""

from django.conf import settings

from outbox.letters import compose
from outbox.registry import Skip, mail_kind

from .enrolment import MAIL_KIND
from .models import Enrolment, Member
from .way_out import confirm_url, leave_url, withdraw_url


@mail_kind(MAIL_KIND)
def build_confirm_enrolment(message):
    """«Confirm that you want to join», or «you are a member already»: only the mailbox learns which."""
    enrolment = Enrolment.objects.filter(pk=message.subject).first()
    if enrolment is None:
        return Skip("withdrawn")
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
