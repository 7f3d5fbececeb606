"""Residents for tests."""

import itertools
import os
from datetime import date

from django.utils import timezone

from members.addresses import address_key
from members.models import Enrolment, Member, PrivacyNotice

number = itertools.count(1)


def make_notice(version="test"):
    """A privacy notice that has been in force for long."""
    return PrivacyNotice.objects.get_or_create(
        version=version, defaults={"text_nb": "<p>We store little.</p>", "valid_from_on": date(2026, 1, 1)}
    )[0]


def person(**kwargs):
    """What a resident has told; her address is new every time, in every process."""
    details = {
        "email": f"resident-{os.getpid()}-{next(number)}@example.org",
        "postal_code": "1338",
        "birth_year": 1987,
        "notice": make_notice(),
    } | kwargs
    return details | {"email_key": address_key(details["email"])}


def make_enrolment(**kwargs):
    """A wish to join that has not been confirmed."""
    return Enrolment.objects.create(**person(**kwargs))


def make_member(**kwargs):
    """An active member in Sandvika."""
    return Member.objects.create(
        **person(**{"place": "Sandvika", "zone": "Zone", "joined_on": timezone.localdate()} | kwargs)
    )


def filled_in(**changes):
    """What a browser sends for a correct enrolment form; None leaves a field out."""
    data = {
        "email": "kari@example.org",
        "lives_here": "on",
        "postal_code": "1338",
        "birth_year": "1987",
        "is_old_enough": "on",
        "gender": "woman",
        "language": "nb",
        "wants_workshops": "on",
        "agrees": "on",
        "website": "",
    } | changes
    return {name: value for name, value in data.items() if value is not None}
