"""Forgetting on time: what is deleted when, in one table that the job, the command and the admin all read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enrolment import forget_unconfirmed
from .erasures import since
from .limits import forget_attempts
from .membership import leave
from .models import AddressChange, Attempt, Enrolment, LinkRequest, Member, PanelRules
from .models.counting import Transition
from .moving import KEPT_FOR as WISHES_KEPT_FOR
from .moving import forget_old_wishes
from .register_log import RegisterEntry, forget_old_entries
from .requests import forget_requests

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Duty:
    """Something that is deleted by itself: what it is, after how long, which rows are due, and how they are deleted."""

    key: str
    what: str
    after: timedelta
    due: Callable
    forget: Callable


def inactive(today, days):
    """Members who were asked whether to stay and have not answered."""
    before = today - timedelta(days=days)
    return Member.objects.filter(state=Member.State.INACTIVE, asked_to_stay_on__lte=before)


def stopped(today, days):
    """Members who have wanted no mail for long."""
    return Member.objects.filter(state=Member.State.STOPPED, state_since_on__lte=today - timedelta(days=days))


def unreachable(today, days):
    """Members whose mailbox has been gone for long."""
    return Member.objects.filter(unreachable_since_on__lte=today - timedelta(days=days))


def forget_members(members, *, now):
    """Erase each of the Member queryset `members`, in a transaction of its own; return how many."""
    number = 0
    for member in members.only("pk", "email_key", "erasure_id"):
        leave(member, what=Transition.FORGOTTEN, now=now)
        number += 1
    return number


def duties(now):
    """Every Duty of this room, with the rules of today."""
    rules, today = PanelRules.current(), timezone.localdate(now)
    members = (
        ("inactive", _("Inactive members who do not answer whether to stay"), rules.inactive_days, inactive),
        ("stopped", _("Members who have stopped the mail"), rules.stopped_days, stopped),
        ("unreachable", _("Members whose mailbox is gone"), rules.unreachable_days, unreachable),
    )
    return [
        Duty(
            "unconfirmed", _("People who have not confirmed the address"), settings.UNCONFIRMED_KEPT_FOR,
            lambda: Enrolment.objects.stale(now) | Enrolment.objects.of_members(now),
            lambda: forget_unconfirmed(now=now),
        ),
        *(
            Duty(
                key, what, timedelta(days=days),
                lambda due=due, days=days: due(today, days),
                lambda due=due, days=days: forget_members(due(today, days), now=now),
            )
            for key, what, days, due in members
        ),
        Duty(
            "moves", _("Changes of address that were not confirmed"), WISHES_KEPT_FOR,
            lambda: AddressChange.objects.filter(created_at__lt=now - WISHES_KEPT_FOR),
            lambda: forget_old_wishes(before=now - WISHES_KEPT_FOR),
        ),
        Duty(
            "requests", _("Addresses that a link was asked for"), HOUR,
            lambda: LinkRequest.objects.filter(created_at__lt=now - HOUR),
            lambda: forget_requests(before=now - HOUR),
        ),
        Duty(
            "attempts", _("Counts of who asks how often"), HOUR,
            lambda: Attempt.objects.filter(ends_at__lte=now),
            lambda: forget_attempts(now=now),
        ),
        Duty(
            "register_log", _("Who has used the register for what"), settings.REGISTER_LOG_KEPT_FOR,
            lambda: RegisterEntry.objects.filter(at__lt=now - settings.REGISTER_LOG_KEPT_FOR),
            lambda: forget_old_entries(before=now - settings.REGISTER_LOG_KEPT_FOR),
        ),
    ]  # fmt: skip


def forget_on_time(*, now, dry_run=False):
    """{key: number} of what was deleted because its time has come, or with `dry_run` would be."""
    return {duty.key: duty.due().count() if dry_run else duty.forget() for duty in duties(now)}


def forget_again(*, moment, now, dry_run=False):
    """Erase again whoever was erased since `moment` and came back with a restored backup; return how many.

    The months are counted as they were: with what the list says happened, on its day.
    """
    noted = since(moment)
    ids = [erasure_id for _at, erasure_id, _what in noted]
    found = {row.erasure_id: row for model in (Member, Enrolment) for row in model.objects.filter(erasure_id__in=ids)}
    if dry_run:
        return len(found)
    number = 0
    for at, erasure_id, what in noted:
        row = found.pop(erasure_id, None)
        number += row is not None
        if isinstance(row, Member):
            leave(row, what=what, now=at)
        elif row is not None:
            row.delete()
    return number
