"""Asking members about a page at once, without a draft: what the demo and the tests do."""

from django.db import transaction

from .models import Mailing
from .sending_off import NobodyLeft, send_off


def ask(asking, *, by, now, limit=None, members=None, already_asked=None, **details):
    """Send an invitation to every active member who has none; return the Mailing with how many that were.

    `limit` takes the first so many, `members` (a Member queryset) only those among them. A call that reaches nobody
    leaves no row (the returned Mailing has no id).
    """
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(asking=asking, made_by=by, size=limit, **details)
            return send_off(mailing, by=by, now=now, already_asked=already_asked, among=members)
    except NobodyLeft:
        return Mailing(asking=asking, count=0)
