"""Addresses that take no mail any more.

Seen only while we speak with our own mail server: bounces that come back later go to the mailbox for replies, and
somebody who reads them marks the member by hand in the register.
"""

import itertools

from django.conf import settings

from members.membership import lose_touch
from outbox.models import Message

from .record import messages_to

# These say nothing about the address.
UNDECIDED = (Message.State.PENDING, Message.State.HELD, Message.State.SENDING, Message.State.SKIPPED)
NO_SUCH_MAILBOX = {"smtp 550", "smtp 551", "smtp 553"}


def note_delivery(message, member):
    """After a mail of a mailing: so many refusals in a row mean that the address is gone."""
    if member is None or message.state != Message.State.FAILED or message.outcome not in NO_SUCH_MAILBOX:
        return
    if refusals_in_a_row(member) >= settings.PANEL_UNREACHABLE_AFTER:
        lose_touch(member)


def refusals_in_a_row(member):
    """How many of the newest mails to the member were refused because there is no such mailbox."""
    outcomes = messages_to(member).exclude(state__in=UNDECIDED).values_list("outcome", flat=True)
    newest = outcomes[: settings.PANEL_UNREACHABLE_AFTER]
    return sum(1 for _ in itertools.takewhile(NO_SUCH_MAILBOX.__contains__, newest))
