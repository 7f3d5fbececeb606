"""Mailings before they are sent off: made, changed, planned, tried out, thrown away."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.log_actions import log as log_action

from outbox.queue import PROMPT, enqueue

from .mails import TEST
from .models import Mailing

BUDGET_SET_ASIDE = "panel.budget_set_aside"
# A reminder a week later, and one before most surveys end.
USUAL_REMINDERS = [7, 12]


def draft(kind, *, by, asking=None, live_audience=None, pick=Mailing.Pick.ALL, size=None):
    """A new Mailing that can be changed until it is sent off."""
    return Mailing.objects.create(
        kind=kind, asking=asking, live_audience=live_audience, pick=pick, size=size, made_by=by,
        seed="" if pick == Mailing.Pick.ALL else get_random_string(20),
        remind_on_days=USUAL_REMINDERS if kind == Mailing.Kind.INVITATION else [],
    )  # fmt: skip


def change_draft(mailing, *, by, **values):
    """Write the `values` into a mailing that has not been sent off; False when it has been.

    Setting the contact budget aside is written into the log with its reason.
    """
    with transaction.atomic():
        drafts = Mailing.objects.filter(pk=mailing.pk, state__in=[Mailing.State.DRAFT, Mailing.State.PLANNED])
        if not drafts.update(**values):
            return False
        reason = values.get("budget_reason", mailing.budget_reason)
        if reason and reason != mailing.budget_reason:
            log_action(instance=mailing, action=BUDGET_SET_ASIDE, user=by, data={"reason": reason})
    return True


def plan(mailing, *, by, at=None):
    """Let the worker send it off at its time, or `at` another. True if it was a draft."""
    time = {"send_at": at} if at else {}
    return bool(
        Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.DRAFT).update(
            state=Mailing.State.PLANNED, queued_by=by, problem="", **time
        )
    )


def unplan(mailing):
    """Make a planned mailing a draft again. True if it was planned."""
    return bool(
        Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.PLANNED).update(state=Mailing.State.DRAFT)
    )  # fmt: skip


def delete_draft(mailing):
    """Throw away what was never sent off. True if there was something."""
    drafts = Mailing.objects.filter(pk=mailing.pk, state__in=[Mailing.State.DRAFT, Mailing.State.PLANNED])
    return bool(drafts.delete()[0])


def send_test(mailing, *, to, language):
    """Queue the mail of `mailing` to an employee's own address; every press is a mail of its own."""
    round_ = int(timezone.now().timestamp()) % 32_000
    enqueue(TEST, mailing.pk, round=round_, context={"user": to.pk, "language": language}, priority=PROMPT)
