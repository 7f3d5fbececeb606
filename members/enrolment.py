"""Joining: enrol, confirm, withdraw.

`enrol` does the same work for every address, so that nobody learns from it who is a member. The worker looks the
address up when it writes the mail.
"""

from django.db import transaction
from django.utils import timezone

from outbox.queue import enqueue

from .addresses import address_key
from .models import Enrolment, Member, PostalCode

MAIL_KIND = "members.confirm_enrolment"
# What an enrolment hands on to the member it becomes.
COPIED = [
    "email", "email_key", "postal_code", "postal_code_is_flagged", "birth_year", "gender", "wants_workshops",
    "language", "notice", "source",
]  # fmt: skip


def enrol(details, *, notice, now):
    """Keep a wish to join and queue one mail about it: two inserts, whoever asks.

    `details` is the cleaned data of EnrolmentForm, `notice` the PrivacyNotice that was shown. Nothing is returned, since nothing may be told.
    """
    with transaction.atomic():
        enrolment = Enrolment.objects.create(
            email=details["email"],
            email_key=address_key(details["email"]),
            postal_code=details["postal_code"],
            postal_code_is_flagged=details["postal_code_is_flagged"],
            birth_year=details["birth_year"],
            gender=details["gender"],
            wants_workshops=details["wants_workshops"],
            notice=notice,
            created_at=now,
        )
        enqueue(MAIL_KIND, enrolment.pk)


def confirm(enrolment, *, now):
    """Make the enrolment a member and return her, or None; the enrolments of the address are gone afterwards.

    An address that is a member already stays as it is. When the enrolment has been withdrawn in the meantime nobody
    becomes a member: whoever asked to be deleted stays deleted.
    """
    known = PostalCode.objects.filter(code=enrolment.postal_code).first()
    with transaction.atomic():
        # Deleted first: of two requests at the same moment, the one that finds it gone goes on with nothing.
        if not Enrolment.objects.filter(pk=enrolment.pk).delete()[0]:
            return Member.objects.filter(email_key=enrolment.email_key).first()
        member, _created = Member.objects.get_or_create(
            email_key=enrolment.email_key,
            defaults={
                **{field: getattr(enrolment, field) for field in COPIED},
                "place": known.place if known else "",
                "zone": known.zone if known else "",
                "joined_on": timezone.localdate(now),
                "details_confirmed_on": timezone.localdate(now),
                "state_since_on": timezone.localdate(now),
            },
        )
        Enrolment.objects.filter(email_key=enrolment.email_key).delete()
    return member


def withdraw(enrolment):
    """Forget the enrolment and every other unconfirmed one of its address."""
    Enrolment.objects.filter(email_key=enrolment.email_key).delete()


def forget_unconfirmed(*, before):
    """Delete enrolments older than `before`; return how many."""
    deleted, _rows = Enrolment.objects.filter(created_at__lt=before).delete()
    return deleted
