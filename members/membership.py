"""Being a member: pause, resume, leave."""

from django.db import transaction

from .models import Enrolment, Member
from .signals import member_leaving


def pause(member, *, until_on):
    """No mail until the date `until_on`; then membership goes on by itself."""
    Member.objects.filter(pk=member.pk).update(state=Member.State.PAUSED, paused_until_on=until_on)


def resume(member):
    """Back from a pause before it is over."""
    Member.objects.paused().filter(pk=member.pk).update(state=Member.State.ACTIVE, paused_until_on=None)


def resume_ended_pauses(*, today):
    """Make members active again whose pause is over; return how many."""
    return Member.objects.paused().filter(paused_until_on__lte=today).update(
        state=Member.State.ACTIVE, paused_until_on=None
    )  # fmt: skip


def leave(member):
    """Erase the member at once. Every room forgets its own inside the same transaction."""
    with transaction.atomic():
        member_leaving.send(sender=Member, member=member)
        Enrolment.objects.filter(email_key=member.email_key).delete()
        Member.objects.filter(pk=member.pk).delete()
