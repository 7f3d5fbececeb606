"""Joining: enrol, confirm, withdraw.

`enrol` does the same work for every address, so that nobody learns from it who is a member. The worker looks the
address up when it writes the mail.
"""

from django.db import transaction
from django.utils import timezone

from outbox.models import Message
from outbox.queue import enqueue

from . import erasures
from .addresses import address_key
from .mail_kinds import JOINING as MAIL_KIND
from .models import Enrolment, Member, MonthlyCount, PostalCode, PrivacyNotice
from .models.counting import Transition

# What an enrolment hands on to the member it becomes.
COPIED = [
    "email", "email_key", "postal_code", "postal_code_is_flagged", "birth_year", "gender", "wants_workshops",
    "language", "notice", "source",
]  # fmt: skip


def enrol(details, *, notice, now, priority=Message.Priority.PROMPT):
    """Keep a wish to join and queue one mail about it: the same inserts, whoever asks.

    `details` is the cleaned data of EnrolmentForm, `notice` the PrivacyNotice that was shown. Nothing is returned,
    since nothing may be told.
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
            language=details["language"],
            notice=notice,
            created_at=now,
        )
        enrolment.topics.set(details["topics"])
        enqueue(MAIL_KIND, enrolment.pk, priority=priority)


def place_of(postal_code):
    """{"place": …, "zone": …} of a postal code; empty for one that is not ours."""
    known = PostalCode.objects.filter(code=postal_code).first()
    return {"place": known.place if known else "", "zone": known.zone if known else ""}


def confirm(enrolment, *, now, consent=Member.Consent.MAIL):
    """Make the enrolment a member and return her, or None; the enrolments of the address are gone afterwards.

    An address that is a member already stays as it is. When the enrolment has been withdrawn in the meantime nobody
    becomes a member: whoever asked to be deleted stays deleted. Whoever did not fill in the form herself has seen the
    notice that is in force now, on the page where she confirms.
    """
    today = timezone.localdate(now)
    details = {field: getattr(enrolment, field) for field in COPIED}
    if enrolment.source != Enrolment.Source.SITE:
        details["notice"] = PrivacyNotice.objects.in_force(today) or enrolment.notice
    with transaction.atomic():
        topics = list(enrolment.topics.all())
        # Deleted first: of two requests at the same moment, the one that finds it gone goes on with nothing.
        if not Enrolment.objects.filter(pk=enrolment.pk).delete()[0]:
            return Member.objects.filter(email_key=enrolment.email_key).first()
        member, is_new = Member.objects.get_or_create(
            email_key=enrolment.email_key,
            defaults={
                **details,
                **place_of(enrolment.postal_code),
                "consent": consent,
                "joined_on": today,
                "details_confirmed_on": today,
                "state_since_on": today,
            },
        )
        if is_new:
            member.topics.set(topics)
            MonthlyCount.objects.add(Transition.JOINED, on=today)
        Enrolment.objects.filter(email_key=enrolment.email_key).delete()
    return member


def withdraw(enrolment, *, now=None):
    """Forget the enrolment and every other unconfirmed one of its address."""
    now = now or timezone.now()
    with transaction.atomic():
        same = list(Enrolment.objects.filter(email_key=enrolment.email_key))
        Enrolment.objects.filter(pk__in=[row.pk for row in same]).delete()
        MonthlyCount.objects.add(Transition.WITHDRAWN, on=timezone.localdate(now), number=min(len(same), 1))
        for row in same:
            erasures.note(row.erasure_id, Transition.WITHDRAWN, now=now)


def forget_unconfirmed(*, now):
    """Delete enrolments whose link has run out, and those of members, who were only told that they are one.

    Return how many there were.
    """
    with transaction.atomic():
        stale = Enrolment.objects.stale(now).delete_rows()
        MonthlyCount.objects.add(Transition.NEVER_CONFIRMED, on=timezone.localdate(now), number=stale)
        return stale + Enrolment.objects.of_members(now).delete_rows()
