"""The way out that every mail carries: two clicks, no login."""

from django.conf import settings
from django.urls import reverse

from .links import Purpose, make


def absolute(view, purpose, row):
    """The full address of a personal page."""
    return settings.SITE_URL + reverse(view, args=[make(purpose, row)])


def leave_url(member):
    """Where a member leaves or takes a pause."""
    return absolute("members:leave", Purpose.LEAVE, member)


def confirm_url(enrolment):
    """Where an enrolment is confirmed."""
    return absolute("members:confirm", Purpose.CONFIRM, enrolment)


def withdraw_url(enrolment):
    """Where an enrolment is withdrawn and the address deleted."""
    return absolute("members:withdraw", Purpose.WITHDRAW, enrolment)
