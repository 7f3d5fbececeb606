"""What this room forgets when a member leaves."""

from django.dispatch import Signal

from members.signals import member_leaving
from outbox.queue import withdraw

from .models import Contact, Invitation
from .sending_off import INFORMATION, INVITATION, REMINDER, RESULTS

# Sent with `invitations` before they let go of a member who leaves, inside the same transaction.
invitations_ending = Signal()


def forget_member(sender, *, member, **kwargs):
    """Take back unsent mail and let go of the person; the counts of those asked and answered stay.

    Without a member the link opens nothing. The rows of sent mails go too: they are no longer about anybody.
    """
    invitations = Invitation.objects.filter(member=member)
    invitations_ending.send(sender=Invitation, invitations=invitations)
    withdraw([INVITATION, REMINDER], list(invitations.values_list("pk", flat=True)))
    contacts = Contact.objects.filter(member=member)
    withdraw([RESULTS, INFORMATION], list(contacts.values_list("pk", flat=True)))
    contacts.delete()
    invitations.update(member=None)


member_leaving.connect(forget_member, dispatch_uid="invitations.forget_member")
