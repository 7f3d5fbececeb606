"""The slot of the sealed box: one answer goes in, by one insert, and nothing falls into a box that has changed.

The statements are written out, since putting them together anew took longer than the sealing.
"""

from django.db import DatabaseError, connection

from .box import seal
from .frames import framed
from .models import Box, Version, random_key
from .subjects import row_key

# Answers share a lock on the box (PostgreSQL), which publishing excludes (`versions.hold_answers`). The foreign key alone
# does not: it is looked at when the transaction ends, and other questions would be published past an answer on its way.
DROP = """
INSERT INTO surveys_sealedanswer (id, box_id, ciphertext)
SELECT %s, id, %s FROM surveys_box
WHERE id = %s AND size = %s AND public_key = %s AND version_id = %s AND identity_mode = %s
"""
INSTEAD = " ON CONFLICT (id) DO UPDATE SET ciphertext = excluded.ciphertext"
# The mark and the answer in one statement, which is a transaction of its own: half the trips to the database.
MARK_AND_DROP = """
WITH box AS (
    SELECT id FROM surveys_box
    WHERE id = %s AND size = %s AND public_key = %s AND version_id = %s AND identity_mode = %s
    FOR SHARE
), marked AS ({mark} AND EXISTS (SELECT 1 FROM box) RETURNING 1)
INSERT INTO surveys_sealedanswer (id, box_id, ciphertext) SELECT %s, box.id, %s FROM box, marked
"""


class ToldOtherwise(DatabaseError):
    """What the resident was told about her answer has changed while she wrote; she must be told anew."""


class QuestionsChanged(DatabaseError):
    """Other questions were published while somebody answered, so her answers fit them no longer."""


def drop(box, answers, *, subject=None, background=None, is_from_open_link=False):
    """Put one answer into the box: one insert. Call it in the transaction that ticks the invitation.

    With a `subject` it takes the place of what lay there under that subject. `box` may be as it was a moment ago: if it
    has got another size or key or other words since, the answer is sealed to those; if it asks something else by now,
    QuestionsChanged; if residents are told something else about their answers, ToldOtherwise.
    """
    statement = DROP + (" FOR SHARE" if connection.vendor == "postgresql" else "")
    if subject is not None:
        statement += INSTEAD
    key = random_key() if subject is None else row_key(subject)
    version, mode = box.version_id, box.identity_mode
    with connection.cursor() as cursor:
        while True:
            sealed = seal(box.public_key, box.size, content_of(box, answers, subject, background, is_from_open_link))
            cursor.execute(statement, [key, sealed, *known(box)])
            if cursor.rowcount:
                return
            box = Box.objects.get(pk=box.pk)
            if box.identity_mode != mode:
                raise ToldOtherwise
            if Version.objects.filter(pk__in=[version, box.version_id]).values("structure").distinct().count() > 1:
                raise QuestionsChanged


def mark_and_drop(mark, box, answers, *, background=None):
    """Put one answer into the box if `mark` (an UPDATE with conditions, its values) changes a row; both or neither.

    False where it changes none or the box is another by now: whoever asks finds out which, by the two one after the other.
    So it is on databases that do not know an UPDATE within an INSERT.
    """
    if connection.vendor != "postgresql":
        return False
    update, values = mark
    sealed = seal(box.public_key, box.size, content_of(box, answers, None, background))
    with connection.cursor() as cursor:
        cursor.execute(MARK_AND_DROP.format(mark=update), [*known(box), *values, random_key(), sealed])
        return bool(cursor.rowcount)


def content_of(box, answers, subject, background, is_from_open_link=False):
    """What is sealed: the answers, framed where the box says that something goes with them."""
    return framed(answers, subject, background, is_from_open_link) if box.is_framed else answers


def known(box):
    """What a box must still be for an answer sealed to it to fall in."""
    return [box.pk, box.size, box.public_key, box.version_id, box.identity_mode]
