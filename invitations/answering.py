"""From a link to an invitation, and the one mark that it has been used."""

from django.db.models import Exists, OuterRef

from members.links import Purpose, find

from .models import Asking, Invitation


def find_invitation(link, *also):
    """The Invitation, with its asking and page, that `link` opens; None for one that is forged, foreign or dead.

    The invitation of a member who has left opens nothing. One query at most, with the relations `also` in it.
    """
    rows = Invitation.objects.select_related("asking__page", *also).exclude(member=None)
    return find(Purpose.ANSWER, link, rows)


def hold(invitation):
    """Whether the invitation still waits for an answer; until the transaction ends, nobody else can change that."""
    waiting = Invitation.objects.select_for_update(no_key=True).filter(answered=False, member__isnull=False)
    return waiting.filter(pk=invitation.pk).exists()


def tick(invitation, *, now):
    """Mark the invitation answered if it may be: in one conditional UPDATE. True for exactly one caller.

    Call it inside the transaction that stores the answer. `answered` and `member` are compared on the invitation's
    own row, so a second UPDATE that waited for the first one's lock sees what it did.
    """
    accepting = Asking.objects.accepting(now).filter(pk=OuterRef("asking"))
    waiting = Invitation.objects.filter(Exists(accepting), pk=invitation.pk, answered=False, member__isnull=False)
    return bool(waiting.update(answered=True))


def decline(invitation):
    """No reminders of this one. True if it had not been answered."""
    return bool(Invitation.objects.filter(pk=invitation.pk, answered=False).update(declined=True))
