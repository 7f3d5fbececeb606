"""What a member has told about herself, corrected."""

from django.db import transaction
from django.utils import timezone

from .enrolment import place_of
from .models import Member

CORRECTED = ["birth_year", "postal_code", "postal_code_is_flagged", "gender", "language", "wants_workshops"]


def correct(member, details, *, now):
    """Store `details`, the cleaned data of DetailsForm: from today all is right again."""
    with transaction.atomic():
        Member.objects.filter(pk=member.pk).update(
            **{field: details[field] for field in CORRECTED},
            **place_of(details["postal_code"]),
            details_confirmed_on=timezone.localdate(now),
            details_asked_on=None,
        )
        member.topics.set(details["topics"])


def details_of(member):
    """The same details as they are, for the form to begin with."""
    return {
        **{field: getattr(member, field) for field in CORRECTED},
        "lives_here_all_the_same": member.postal_code_is_flagged,
        "topics": list(member.topics.all()),
    }
