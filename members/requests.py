"""«Send me my link»: the same two inserts for every address. The worker finds out whose it is."""

from django.db import transaction

from outbox.queue import enqueue

from . import mail_kinds
from .addresses import address_key
from .models import LinkRequest


def request_link(email, *, now, priority=0):
    """Ask that the link which fits the address be mailed to it: to a member's own pages, or to confirm."""
    with transaction.atomic():
        request = LinkRequest.objects.create(email_key=address_key(email), created_at=now)
        enqueue(mail_kinds.LINK, request.pk, priority=priority)


def forget_requests(*, before):
    """Delete requests older than `before`; return how many."""
    return LinkRequest.objects.filter(created_at__lt=before).delete()[0]
