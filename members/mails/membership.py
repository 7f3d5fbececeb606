"""Questions about the membership itself: do you want to stay, and is all still right?"""

from django.utils import timezone

from members.mail_kinds import DETAILS, STAY
from members.models import Member, PanelRules
from members.way_out import confirm_details_url, stay_url, ways_out
from outbox.letters import compose
from outbox.models import Message
from outbox.registry import Skip, mail_kind

State = Message.State


def count_from_now(message):
    """The days to answer begin when the mail has left, or could not."""
    if message.state == State.SKIPPED:
        return
    silent = Member.objects.filter(pk=int(message.subject), state=Member.State.INACTIVE, asked_to_stay_on=None)
    silent.update(asked_to_stay_on=timezone.localdate())


@mail_kind(STAY, settled=count_from_now)
def build_stay(message):
    """«Do you still want to be asked?» Asked once; without an answer the member is deleted."""
    member = Member.objects.filter(pk=int(message.subject)).first()
    if member is None:
        return Skip("left")
    if member.state != Member.State.INACTIVE:
        return Skip("came back")
    context = {"stay_url": stay_url(member), "days": PanelRules.current().inactive_days}
    return compose("stay", member.email, context, message=message, **ways_out(member))


@mail_kind(DETAILS)
def build_confirm_details(message):
    """«Is this still right?» once a year. The mail shows no detail: it may be read by others."""
    member = Member.objects.filter(pk=int(message.subject)).first()
    if member is None:
        return Skip("left")
    if member.state != Member.State.ACTIVE:
        return Skip("paused")
    context = {"confirm_details_url": confirm_details_url(member)}
    return compose("confirm_details", member.email, context, message=message, **ways_out(member))
