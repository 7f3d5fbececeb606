"""Being a member: every way from one state to another. Each is counted in its month, and the count outlives everybody.

unconfirmed → active ⇄ paused, stopped, inactive → gone. `members.enrolment` has the first arrow, `members.forgetting`
those that time brings about.
"""

from django.db import transaction
from django.utils import timezone

from outbox.queue import withdraw

from . import erasures
from .mail_kinds import DETAILS, JOINING, LINK, STAY
from .models import AddressChange, Enrolment, LinkRequest, Member, MonthlyCount
from .models.counting import Transition
from .moving import forget_wishes
from .signals import member_leaving

State = Member.State


def change(members, to, what, *, today=None, **fields):
    """Move the Member queryset `members` to the state `to` and count it as `what`; return how many there were."""
    today = today or timezone.localdate()
    with transaction.atomic():
        changed = members.update(state=to, state_since_on=today, **fields)
        MonthlyCount.objects.add(what, on=today, number=changed)
    return changed


def only(member, *states):
    """`member` as a queryset that is empty when she is in none of `states` by now."""
    return Member.objects.filter(pk=member.pk, state__in=states)


def pause(member, *, until_on, today=None):
    """No mail until the date `until_on`; then membership goes on by itself. From a pause: another date."""
    Member.objects.paused().filter(pk=member.pk).update(paused_until_on=until_on)
    back = only(member, State.ACTIVE, State.STOPPED, State.INACTIVE)
    change(back, State.PAUSED, Transition.PAUSED, today=today, paused_until_on=until_on, asked_to_stay_on=None)


def resume(member, *, today=None):
    """Back from a pause before it is over."""
    change(only(member, State.PAUSED), State.ACTIVE, Transition.RESUMED, today=today, paused_until_on=None)


def resume_ended_pauses(*, today):
    """Make members active again whose pause is over; return how many."""
    over = Member.objects.paused().filter(paused_until_on__lte=today)
    return change(over, State.ACTIVE, Transition.RESUMED, today=today, paused_until_on=None)


def stop(member, *, today=None):
    """No more mail, without a date; nothing is deleted yet, and one click undoes it."""
    others = only(member, State.ACTIVE, State.PAUSED, State.INACTIVE)
    change(others, State.STOPPED, Transition.STOPPED, today=today, paused_until_on=None, asked_to_stay_on=None)


def restart(member, *, today=None):
    """Mail again after all."""
    change(only(member, State.STOPPED), State.ACTIVE, Transition.RESTARTED, today=today)


def fall_silent(*, after, today):
    """Make members inactive who left their last `after` surveys unanswered; return how many."""
    silent = Member.objects.filter(state=State.ACTIVE, recent_answers__endswith="0" * after)
    return change(silent, State.INACTIVE, Transition.FELL_SILENT, today=today)


def stay(member, *, today=None):
    """Whoever was inactive wants to be asked after all; what she left unanswered is forgotten."""
    silent = only(member, State.INACTIVE)
    change(silent, State.ACTIVE, Transition.STAYED, today=today, asked_to_stay_on=None, recent_answers="")


def come_back(member, *, today=None):
    """Active again, whatever kept her from it."""
    for back in (resume, restart, stay):
        back(member, today=today)


def confirm_details(member, *, today=None):
    """She still lives here and what is stored is right."""
    today = today or timezone.localdate()
    with transaction.atomic():
        Member.objects.filter(pk=member.pk).update(details_confirmed_on=today, details_asked_on=None)
        MonthlyCount.objects.add(Transition.CONFIRMED_DETAILS, on=today)
    come_back(member, today=today)


def lose_touch(member, *, today=None):
    """The mail server says that the mailbox is gone: nothing more is sent there."""
    today = today or timezone.localdate()
    with transaction.atomic():
        lost = Member.objects.filter(pk=member.pk, unreachable_since_on=None).update(unreachable_since_on=today)
        MonthlyCount.objects.add(Transition.UNREACHABLE, on=today, number=lost)


def find_again(member, *, today=None):
    """A mail has arrived after all."""
    today = today or timezone.localdate()
    with transaction.atomic():
        found = Member.objects.filter(pk=member.pk).exclude(unreachable_since_on=None)
        MonthlyCount.objects.add(Transition.REACHABLE, on=today, number=found.update(unreachable_since_on=None))


def forget_mail_about(member):
    """What waits for the member or her address, and what the outbox remembers of it."""
    forget_wishes(AddressChange.objects.filter(member=member))
    withdraw([STAY, DETAILS], [member.pk])
    for kind, model in ((JOINING, Enrolment), (LINK, LinkRequest)):
        rows = model.objects.filter(email_key=member.email_key)
        withdraw([kind], list(rows.values_list("pk", flat=True)))
        rows.delete()


def leave(member, *, what=Transition.LEFT, reason="", now=None):
    """Erase the member at once. Every room forgets its own inside the same transaction.

    Her random id is noted outside the database first, so that she can be erased again after a restored backup. Should
    the transaction fail after that, a restore erases somebody who wanted it anyway.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        if not Member.objects.filter(pk=member.pk).exists():
            return
        member_leaving.send(sender=Member, member=member)
        forget_mail_about(member)
        MonthlyCount.objects.add(what, on=today)
        if reason:
            MonthlyCount.objects.add(reason, on=today)
        Member.objects.filter(pk=member.pk).delete()
        erasures.note(member.erasure_id, what, now=now)
