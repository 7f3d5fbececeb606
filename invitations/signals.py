"""What this room forgets when a member leaves."""

from members.signals import member_leaving
from outbox.queue import withdraw

from .asking import MAIL_KIND
from .models import Invitation


def forget_member(sender, *, member, **kwargs):
    """Take back unsent mail and let go of the person; the counts of those asked and answered stay.

    Without a member the link opens nothing. The rows of sent mails go too: they are no longer about anybody.
    """
    invitations = Invitation.objects.filter(member=member)
    withdraw([MAIL_KIND], list(invitations.values_list("pk", flat=True)))
    invitations.update(member=None)


member_leaving.connect(forget_member, dispatch_uid="invitations.forget_member")
