"""The invitation itself, written when it is sent and only if it still makes sense."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.links import Purpose, make
from members.models import Member
from members.way_out import leave_url
from outbox.letters import compose
from outbox.models import Message
from outbox.registry import Skip, mail_kind

from .asking import MAIL_KIND
from .models import Invitation


def mark_reached(message):
    """The first mail left, or perhaps left: the invitation counts from now on."""
    if message.state in (Message.State.SENT, Message.State.UNCERTAIN):
        Invitation.objects.filter(pk=int(message.subject)).update(reached=True)


@mail_kind(MAIL_KIND, settled=mark_reached)
def build_invitation(message):
    """«What do you think about …?», or why it is not sent."""
    invitation = Invitation.objects.select_related("asking__page", "member").filter(pk=int(message.subject)).first()
    if invitation is None or invitation.member is None:
        return Skip("left")
    asking, member = invitation.asking, invitation.member
    if member.state != Member.State.ACTIVE:
        return Skip("paused")
    if invitation.answered:
        return Skip("answered")
    if not asking.is_open(timezone.now()):
        return Skip("closed")
    return compose(
        "invitation",
        member.email,
        {
            "title": asking.page.title,
            "asking": asking,
            "answer_url": answer_url(invitation),
        },
        message=message,
        language=member.language,
        way_out_url=leave_url(member),
    )


def answer_url(invitation):
    """The full address of the member's own form."""
    return settings.SITE_URL + reverse("answering:form", args=[make(Purpose.ANSWER, invitation)])
