"""«Confirm that you want to join», or «you are a member already»: only the mailbox learns which."""

from django.conf import settings
from django.utils import timezone

from members.mail_kinds import JOINING
from members.models import Enrolment, Member
from members.way_out import confirm_url, ways_out, withdraw_url
from outbox.letters import compose
from outbox.models import Message
from outbox.registry import Skip, mail_kind

from .pace import mails_within_the_hour

State = Message.State


def forget_if_unsent(message):
    """No enrolment is kept that no mail could be sent for."""
    if message.state not in (State.FAILED, State.SKIPPED):
        return
    others = Message.objects.filter(kind=JOINING, subject=message.subject).exclude(pk=message.pk)
    if not others.exclude(state__in=[State.FAILED, State.SKIPPED]).exists():
        Enrolment.objects.filter(pk=int(message.subject)).delete()


@mail_kind(JOINING, settled=forget_if_unsent)
def build_confirm_enrolment(message):
    """The mail about an enrolment. What staff send again (a later round) goes whenever they say so."""
    enrolment = Enrolment.objects.filter(pk=int(message.subject)).first()
    if enrolment is None:
        return Skip("withdrawn")
    now = timezone.now()
    if not message.round and mails_within_the_hour(enrolment.email_key, message, now=now):
        return Skip("written to lately")
    member = Member.objects.filter(email_key=enrolment.email_key).first()
    if member is not None:
        return compose("already_member", member.email, {}, message=message, **ways_out(member))
    return compose_confirm(enrolment, message)


def compose_confirm(enrolment, message):
    """The mail with the link that makes a member."""
    is_imported = enrolment.source == Enrolment.Source.IMPORT
    kept_for = settings.IMPORTED_KEPT_FOR if is_imported else settings.UNCONFIRMED_KEPT_FOR
    return compose(
        "confirm_enrolment",
        enrolment.email,
        {"confirm_url": confirm_url(enrolment), "days": kept_for.days, "source": enrolment.source},
        message=message,
        language=enrolment.language,
        way_out_url=withdraw_url(enrolment),
    )
