"""The link somebody asked for: to her own page, or to confirm that she wants to join."""

from django.conf import settings
from django.utils import timezone

from members.mail_kinds import LINK
from members.models import Enrolment, LinkRequest, Member
from members.way_out import enter_url, ways_out
from outbox.letters import compose
from outbox.models import Message
from outbox.registry import Skip, mail_kind

from .joining import compose_confirm
from .pace import mails_within_the_hour


def forget_if_unsent(message):
    """No request is kept that no mail was sent for; the others go within the hour."""
    if message.state not in (Message.State.SENT, Message.State.UNCERTAIN):
        LinkRequest.objects.filter(pk=int(message.subject)).delete()


@mail_kind(LINK, settled=forget_if_unsent)
def build_link(message):
    """What fits the address that was typed; nothing to an address we do not know."""
    request = LinkRequest.objects.filter(pk=int(message.subject)).first()
    if request is None:
        return Skip("too old")
    now = timezone.now()
    mails = mails_within_the_hour(request.email_key, message, now=now)
    member = Member.objects.filter(email_key=request.email_key).first()
    if member is not None:
        if mails >= settings.ASKS_PER_ADDRESS:
            return Skip("written to lately")
        context = {"enter_url": enter_url(member, now=now)}
        return compose("own_page", member.email, context, message=message, **ways_out(member))
    enrolment = Enrolment.objects.filter(email_key=request.email_key).fresh(now).order_by("-pk").first()
    if enrolment is None:
        return Skip("unknown")
    if mails:
        return Skip("written to lately")
    return compose_confirm(enrolment, message)
