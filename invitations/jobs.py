"""What the worker does for mailings: sends planned ones off, reminds, and forgets who got what after a year."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outbox.registry import periodic

from .counts import count_reached
from .models import Mailing
from .record import forget_old_records
from .reminders import due_reminders, remind
from .sending_off import NobodyLeft, NotOpen, SentOffAlready, send_off

log = logging.getLogger(__name__)


@periodic("invitations.send_planned", every=timedelta(minutes=1), label=_("Send what is planned"))
def send_planned(now):
    """Send off what was planned for a time that has come. What cannot be becomes a draft again and says why."""
    for mailing in Mailing.objects.due(now).order_by("send_at"):
        try:
            send_off(mailing, by=mailing.queued_by, now=now)
        except SentOffAlready:
            continue
        except (NotOpen, NobodyLeft) as reason:
            give_back(mailing, type(reason).__name__)
        except Exception as error:  # noqa: BLE001 - one mailing must not stop the others
            log.error("Mailing %s could not be sent off: %s", mailing.pk, type(error).__name__)
            give_back(mailing, type(error).__name__)


def give_back(mailing, problem):
    """Make a planned mailing a draft again; its page says why."""
    Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.PLANNED).update(
        state=Mailing.State.DRAFT, problem=problem[:40]
    )


@periodic("invitations.remind", every=timedelta(minutes=5), label=_("Remind those who have not answered"))
def send_reminders(now):
    """Reminders whose day has come."""
    for mailing, number in list(due_reminders(now=now)):
        try:
            remind(mailing, number, now=now)
        except Exception as error:  # noqa: BLE001 - one survey must not stop the others
            log.error("Mailing %s could not be reminded of: %s", mailing.pk, type(error).__name__)


@periodic("invitations.count_reached", every=timedelta(minutes=1), label=_("Count who has been asked"))
def count(now):
    """How many have been asked so far, for pages to show."""
    count_reached()


@periodic("invitations.forget_records", every=timedelta(days=1), label=_("Delete who got what, after a year"))
def forget_records(now):
    """Who got what, a year ago."""
    with transaction.atomic():
        forget_old_records(now=now)
