"""Forgetting on time, and pauses that end by themselves. Jobs about lists stand in importing/jobs.py."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from outbox.registry import periodic

from .enrolment import forget_unconfirmed
from .importing import jobs as importing_jobs  # noqa: F401 - registers them
from .membership import resume_ended_pauses
from .portrait import take_portrait_weekly
from .register_log import forget_old_entries


@periodic("members.forget_unconfirmed", every=timedelta(hours=1))
def forget(now):
    """Addresses that were never confirmed."""
    forget_unconfirmed(before=now - settings.UNCONFIRMED_KEPT_FOR)


@periodic("members.resume_ended_pauses", every=timedelta(hours=1))
def resume(now):
    """Pauses that are over."""
    resume_ended_pauses(today=timezone.localdate(now))


@periodic("members.forget_register_log", every=timedelta(hours=12))
def forget_register_log(now):
    """Old entries about who used the register."""
    forget_old_entries(before=now - settings.REGISTER_LOG_KEPT_FOR)


@periodic("members.take_portrait", every=timedelta(hours=1))
def take_portrait(now):
    """What residents see of who is on the panel, once a week."""
    take_portrait_weekly(now=now)
