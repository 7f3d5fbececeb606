"""Asking an audience: invitations and queued mail, in one transaction."""

from django.db import transaction

from outbox.queue import enqueue_many

from .audiences import AUDIENCES
from .models import Asking, Invitation, Mailing

MAIL_KIND = "invitations.invitation"
BATCH_SIZE = 1000


class NotOpen(Exception):
    """Nobody is asked before the opening or after the closing."""


class AskedMeanwhile(Exception):
    """Somebody else sent invitations after the sender looked at how many there were."""


def ask(asking, audience, *, by, now, limit=None, members=None, already_asked=None):
    """Ask everyone of `audience` who has not been asked before; return the Mailing with how many that were.

    `limit` takes the first so many, `members` (a Member queryset) only those of the audience who are among them.
    `already_asked` is how many invitations the sender saw: if there are more now, nobody is asked, since two presses
    with a limit would ask twice as many as either meant.
    The row of the asking is locked, so two people who press at the same time take turns; the second finds nobody
    left, and a press that reaches nobody leaves no row (the returned Mailing has no id).
    """
    with transaction.atomic():
        asking = Asking.objects.select_related("page").select_for_update(of=("self",)).get(pk=asking.pk)
        if not asking.is_open(now):
            raise NotOpen
        if already_asked is not None and asking.invitations.count() != already_asked:
            raise AskedMeanwhile
        chosen = AUDIENCES[audience].not_yet_asked(asking).order_by("pk")
        if members is not None:
            chosen = chosen.filter(pk__in=members.values("pk"))
        ids = list(chosen.values_list("pk", flat=True)[:limit])
        mailing = Mailing(asking=asking, audience=audience, queued_by=by, queued_at=now, count=len(ids))
        if not ids:
            return mailing
        mailing.save()
        invitations = Invitation.objects.bulk_create(
            (Invitation(asking=asking, member_id=member_id) for member_id in ids), batch_size=BATCH_SIZE
        )
        enqueue_many(MAIL_KIND, (invitation.pk for invitation in invitations))
    return mailing
