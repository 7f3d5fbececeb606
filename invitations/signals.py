"""What this room does when a member leaves, or is written to at another address."""

from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from members.signals import member_leaving, member_moved
from outbox.queue import enqueue, withdraw

from .models import Contact, Invitation
from .sending_off import INFORMATION, INVITATION, NEW_LINK, REMINDER, RESULTS

# Sent with `invitations` before they let go of a member who leaves, inside the same transaction.
invitations_ending = Signal()
# Sent with `before` and `after`, an invitation with the link it had and the one it has now, inside the same transaction.
link_renewed = Signal()


def forget_member(sender, *, member, **kwargs):
    """Take back unsent mail and let go of the person; the counts of those asked and answered stay.

    Without a member the link opens nothing. The rows of sent mails go too: they are no longer about anybody.
    """
    invitations = Invitation.objects.filter(member=member)
    invitations_ending.send(sender=Invitation, invitations=invitations)
    withdraw([INVITATION, REMINDER, NEW_LINK], list(invitations.values_list("pk", flat=True)))
    contacts = Contact.objects.filter(member=member)
    withdraw([RESULTS, INFORMATION], list(contacts.values_list("pk", flat=True)))
    contacts.delete()
    invitations.update(member=None, subject=None)


member_leaving.connect(forget_member, dispatch_uid="invitations.forget_member")


def renew_links(sender, *, member, **kwargs):
    """Links in the old mailbox are dead; whoever can still answer gets a mail with the new one at the new address.

    Mails that still wait are written when they leave, so they carry the new link by themselves.
    """
    now = timezone.now()
    for before in Invitation.objects.filter(member=member).select_related("asking__page"):
        Invitation.objects.filter(pk=before.pk).update(link_generation=F("link_generation") + 1)
        after = Invitation.objects.get(pk=before.pk)
        link_renewed.send(sender=Invitation, before=before, after=after)
        if before.reached and not before.answered and not before.declined and before.asking.is_open(now):
            enqueue(NEW_LINK, before.pk, round=after.link_generation)


member_moved.connect(renew_links, dispatch_uid="invitations.renew_links")
