"""Forgetting on time, and pauses that end by themselves."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from outbox.registry import periodic

from .enrolment import forget_unconfirmed
from .membership import resume_ended_pauses


@periodic("members.forget_unconfirmed", every=timedelta(hours=1))
def forget(now):
    """Addresses that were never confirmed."""
    forget_unconfirmed(before=now - settings.UNCONFIRMED_KEPT_FOR)


@periodic("members.resume_ended_pauses", every=timedelta(hours=1))
def resume(now):
    """Pauses that are over."""
    resume_ended_pauses(today=timezone.localdate(now))
