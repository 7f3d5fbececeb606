"""From a link to an invitation, and the one mark that it has been used.

The two statements every answer costs are written out here: putting them together anew each time was most of what
answering cost.
"""

import uuid

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef

from members.links import Purpose, find, find_by

from .models import Asking, Invitation

FIND = "SELECT * FROM invitations_invitation WHERE id = %s AND member_id IS NOT NULL"
# The conditions of AskingQuerySet.accepting, and a test that says so. `answered` and `member` are compared on the
# invitation's own row, so a second UPDATE that waited for the first one's lock sees what it did.
TICK = """
UPDATE invitations_invitation SET answered = true
WHERE id = %s AND NOT answered AND member_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM invitations_asking JOIN wagtailcore_page ON wagtailcore_page.id = invitations_asking.page_id
    WHERE invitations_asking.id = invitations_invitation.asking_id AND wagtailcore_page.live
    AND opens_at <= %s AND closes_at > %s AND (stopped_at IS NULL OR stopped_at > %s)
    AND cohort_fixed_at IS NULL
)
"""


def find_invitation(link, asking_of=None):
    """The Invitation, with its asking and page, that `link` opens; None for one that is forged, foreign or dead.

    The invitation of a member who has left opens nothing. One query at most. Whoever has the Asking at hand gives it
    with `asking_of(asking id)`.
    """
    if asking_of is None:
        return find(Purpose.ANSWER, link, Invitation.objects.select_related("asking__page").exclude(member=None))
    invitation = find_by(Purpose.ANSWER, link, read_invitation)
    if invitation is not None:
        invitation.asking = asking_of(invitation.asking_id)
    return invitation


def read_invitation(pk):
    """The Invitation of that number, without its asking; None where it is nobody's any more."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [pk])
        row, names = cursor.fetchone(), [column[0] for column in cursor.description]
    if row is None:
        return None
    found, fields = dict(zip(names, row, strict=True)), Invitation._meta.concrete_fields
    values = [field.to_python(found[field.column]) for field in fields]
    return Invitation.from_db(connection.alias, [field.attname for field in fields], values)


def hold(invitation):
    """Whether the invitation is still as it was read, answered or not; until the transaction ends, nobody can change that."""
    same = Invitation.objects.select_for_update(no_key=True).filter(answered=invitation.answered, member__isnull=False)
    return same.filter(pk=invitation.pk).exists()


def tick(invitation, *, now):
    """Mark the invitation answered if it may be: in one conditional UPDATE. True for exactly one caller.

    Call it inside the transaction that stores the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(*ticking(invitation, now=now))
        return bool(cursor.rowcount)


def ticking(invitation, *, now):
    """The UPDATE that `tick` runs, for who has more to say in the same statement: (statement, values)."""
    adapt = connection.ops.adapt_datetimefield_value
    begun = adapt(now - settings.SURVEY_GRACE_PERIOD)
    return TICK, [invitation.pk, adapt(now), begun, begun]


def tick_again(invitation, *, now):
    """Whether an answer that has been given may still be changed; it waits for whoever is changing it now."""
    accepting = Asking.objects.accepting(now).filter(pk=OuterRef("asking"))
    answered = Invitation.objects.filter(Exists(accepting), pk=invitation.pk, answered=True, member__isnull=False)
    return bool(answered.update(answered=True))


def subject_of(invitation):
    """The key that an answer which is not anonymous shares with its invitation; made when it is first asked for.

    Call it after `tick`, which keeps everybody else from making another.
    """
    if invitation.subject is None:
        invitation.subject = uuid.uuid4()
        Invitation.objects.filter(pk=invitation.pk).update(subject=invitation.subject)
    return invitation.subject


def decline(invitation):
    """No reminders of this one. True if it had not been answered."""
    return bool(Invitation.objects.filter(pk=invitation.pk, answered=False).update(declined=True))
