"""Another address: both mailboxes confirm, and neither is told about the other; or a signature on paper stands for both."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from outbox.queue import enqueue, withdraw

from .addresses import address_key
from .mail_kinds import MOVE_FROM, MOVE_TO
from .models import AddressChange, Enrolment, Member, MonthlyCount
from .models.counting import Transition
from .signals import member_moved

KEPT_FOR = timedelta(days=7)


def ask_to_move(member, email, *, now):
    """Keep the wish and queue a mail to each of the two mailboxes, whoever's the new one is; an older wish is gone."""
    with transaction.atomic():
        forget_wishes(AddressChange.objects.filter(member=member))
        change = AddressChange.objects.create(member=member, email=email, email_key=address_key(email), created_at=now)
        enqueue(MOVE_FROM, change.pk)
        enqueue(MOVE_TO, change.pk)


def confirm_move(change, *, is_old, now):
    """One of the mailboxes has confirmed. Return True once both have and the member has moved, False before that.

    None when it cannot be done: the wish is gone, or the new address has become somebody else's in the meantime.
    """
    side = {"old_has_confirmed": True} if is_old else {"new_has_confirmed": True}
    try:
        with transaction.atomic():
            # Locked, so that of the two mailboxes at the same moment one sees the other's answer.
            change = AddressChange.objects.select_for_update().filter(pk=change.pk).first()
            if change is None:
                return None
            AddressChange.objects.filter(pk=change.pk).update(**side)
            if not (change.old_has_confirmed or is_old) or not (change.new_has_confirmed or not is_old):
                return False
            move(change.member, change.email, today=timezone.localdate(now))
    except IntegrityError:
        forget_wishes(AddressChange.objects.filter(pk=change.pk))
        return None
    return True


def move(member, email, *, today):
    """Write to the address `email` from now on. Links in the old mailbox are dead, in every room.

    Raises IntegrityError when it is another member's.
    """
    Member.objects.filter(pk=member.pk).update(
        email=email,
        email_key=address_key(email),
        unreachable_since_on=None,
        link_generation=F("link_generation") + 1,
        access_generation=F("access_generation") + 1,
    )
    Enrolment.objects.filter(email_key=address_key(email)).delete()
    MonthlyCount.objects.add(Transition.MOVED, on=today)
    forget_wishes(AddressChange.objects.filter(member=member))
    member_moved.send(sender=Member, member=Member.objects.get(pk=member.pk))


def forget_wishes(changes):
    """Delete the AddressChange queryset `changes` and their mails; return how many."""
    ids = list(changes.values_list("pk", flat=True))
    withdraw([MOVE_FROM, MOVE_TO], ids)
    AddressChange.objects.filter(pk__in=ids).delete()
    return len(ids)


def forget_old_wishes(*, before):
    """Delete wishes that were not confirmed by both; return how many."""
    return forget_wishes(AddressChange.objects.filter(created_at__lt=before))
