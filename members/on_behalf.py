"""What staff do for a resident who phones or writes on paper. Whoever does it is written down by the caller."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.models import Message
from outbox.queue import enqueue

from .addresses import address_key
from .enrolment import MAIL_KIND, confirm, place_of
from .models import Enrolment, Member
from .moving import move

BETWEEN_MAILS = timedelta(hours=1)
DETAILS = ["birth_year", "gender", "language", "wants_workshops"]


class AlreadyHere(Exception):
    """The address is a member's, or waits for its mail."""


class TooSoon(Exception):
    """The address had a mail within the hour."""


def sign_up(details, *, topics, notice, now):
    """Keep the wish of a resident who phones and queue the mail she confirms with; return the Enrolment."""
    key = address_key(details["email"])
    if Member.objects.filter(email_key=key).exists() or Enrolment.objects.filter(email_key=key).exists():
        raise AlreadyHere
    with transaction.atomic():
        enrolment = Enrolment.objects.create(
            **details, email_key=key, notice=notice, source=Enrolment.Source.PHONE, created_at=now
        )
        enrolment.topics.set(topics)
        enqueue(MAIL_KIND, enrolment.pk)
    return enrolment


def confirm_on_paper(enrolment, *, now):
    """Make a member of somebody whose signature lies on paper; None when the enrolment is gone meanwhile."""
    return confirm(enrolment, now=now, consent=Member.Consent.PAPER)


def send_link_again(enrolment, *, now):
    """Queue the mail with the link to confirm once more; no more than one an hour."""
    mails = Message.objects.filter(kind=MAIL_KIND, subject=str(enrolment.pk))
    if mails.waiting().exists() or mails.filter(sent_at__gt=now - BETWEEN_MAILS).exists():
        raise TooSoon
    newest = mails.order_by("-round").first()
    enqueue(MAIL_KIND, enrolment.pk, round=newest.round + 1 if newest else 0)


def move_on_paper(member, email, *, now):
    """Write to the address `email` from now on, as a signature on paper says; AlreadyHere when it is another member's."""
    try:
        with transaction.atomic():
            move(member, email, today=timezone.localdate(now))
    except IntegrityError:
        raise AlreadyHere from None


def correct(member, details, *, topics, now):
    """Store what a member says about herself. Her address is not among it: `moving` asks both mailboxes."""
    with transaction.atomic():
        Member.objects.filter(pk=member.pk).update(
            **{name: details[name] for name in DETAILS},
            postal_code=details["postal_code"],
            postal_code_is_flagged=details["postal_code_is_flagged"],
            **place_of(details["postal_code"]),
            details_confirmed_on=timezone.localdate(now),
        )
        member.topics.set(topics)
