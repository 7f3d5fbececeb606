"""The sealed box: answers go in one by one, unreadable, and come out once, all together.

Each answer is a libsodium sealed box (X25519, XSalsa20-Poly1305) to the public key; only the worker has the private
one. Before sealing it is padded to one size for the whole survey. The opening decrypts all, shuffles with the
system's randomness, stores responses and free texts under new random keys and deletes the sealed rows, in one
transaction; then the table is rewritten so that no dead row remains.
"""

import json
import logging
import secrets
from collections import Counter

import nacl.exceptions
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from nacl.encoding import Base64Encoder
from nacl.public import PrivateKey, PublicKey, SealedBox

from figures.shares import smallest_group

from .background import coarsen
from .frames import unframed
from .models import Box, Draft, FreeText, Response, SealedAnswer
from .promises import ANONYMOUS, check_promises, promised
from .questions import questions_of
from .questions.others import drop_orphans
from .structure import PADDING_STEP, largest_answer
from .subjects import forget_opened

log = logging.getLogger(__name__)

END_OF_ANSWER = b"\x80"


def prepare_box(
    page_id,
    version,
    *,
    public_key,
    delete_on,
    has_special_categories=False,
    identity_mode=ANONYMOUS,
    subject_until_on=None,
    background=(),
    is_open_to_all=False,
):
    """Make the box of a survey at publishing, or fit it to the version now published.

    FrozenPromise if somebody has answered and been told otherwise.
    """
    promises = promised(
        identity_mode=identity_mode,
        subject_until_on=subject_until_on,
        background=background,
        delete_on=delete_on,
        is_open_to_all=is_open_to_all,
    )
    check_promises(page_id, promises)
    renewed = {"version": version, "delete_on": delete_on, "has_special_categories": has_special_categories} | promises
    size = largest_answer(version.structure.data)
    if Box(**promises).is_framed:
        size += PADDING_STEP
    fixed = {"public_key": public_key, "size": size}
    box, _created = Box.objects.update_or_create(page_id=page_id, defaults=renewed, create_defaults=renewed | fixed)
    if box.size != size and not box.answers.exists():
        # Only an empty box may change its size or key; later every answer must look like the first.
        Box.objects.filter(pk=box.pk).update(size=size, public_key=public_key)
    return box


def pad(data, size):
    """`data` with an end mark and zeros, `size` + 1 bytes long (ISO/IEC 7816-4)."""
    if len(data) > size:
        raise ValueError("The answer is larger than the box allows.")
    return data + END_OF_ANSWER + bytes(size - len(data))


def seal(public_key, size, answers):
    """`answers` {question UUID: value}, or `framed` ones, as a ciphertext of one length, whatever was answered."""
    data = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    return SealedBox(PublicKey(public_key.encode(), Base64Encoder)).encrypt(pad(data, size))


def unseal(private_keys, ciphertext):
    """The answers in `ciphertext`, or None if none of `private_keys` opens it or it holds no answers."""
    for key in private_keys:
        try:
            padded = SealedBox(key).decrypt(bytes(ciphertext))
        except nacl.exceptions.CryptoError:
            continue
        try:
            answers = json.loads(padded.rstrip(b"\x00")[: -len(END_OF_ANSWER)])
        except ValueError:
            return None
        return answers if isinstance(answers, dict) else None
    return None


def private_keys_for(box, encoded_keys):
    """Those of the base64 `encoded_keys` that belong to the box's public key."""
    keys = [PrivateKey(key.encode(), Base64Encoder) for key in encoded_keys]
    return [key for key in keys if key.public_key.encode(Base64Encoder).decode() == box.public_key]


def open_box(box, encoded_keys, *, now, cohort=None):
    """Open the box if it may be opened; return how many answers came out, or None if it stays closed.

    `cohort` counts the invited by background: what an answer keeps of hers is coarse enough for it. It stays closed below
    the smallest group (of answers that can be read), when it has been opened before and the survey was not opened
    again, and without its key. A second opening takes as many new answers as the first; an answer that was changed
    meanwhile takes the place of what came out before. Answers of the panel and those of the open link are groups of
    their own: one that is too small stays sealed.
    """
    keys = private_keys_for(box, encoded_keys)
    if not keys:
        return None
    with transaction.atomic():
        box = Box.objects.select_for_update().get(pk=box.pk)
        sealed = list(box.answers.values_list("pk", "ciphertext"))
        if (box.opened_at and not box.opens_again) or len(sealed) < smallest_group():
            return None
        read = {pk: read_answer(keys, ciphertext, box.background) for pk, ciphertext in sealed}
        sizes = Counter(one.is_from_open_link for one in read.values() if one is not None)
        stays = {pk for pk, one in read.items() if one and sizes[one.is_from_open_link] < smallest_group()}
        opened = [one for pk, one in read.items() if one and pk not in stays]
        if not opened:
            return None
        replaced = forget_opened([one.subject for one in opened if one.subject])
        keep(box, opened, cohort or Counter(), keeps_subjects=may_keep_subjects(box, now))
        SealedAnswer.objects.filter(pk__in=set(read) - stays).delete()
        box.opened_at = now
        others = sum(one.is_from_open_link for one in opened)
        box.opens_again = False
        box.opened_count = (box.opened_count or 0) + len(opened) - others - replaced
        box.open_link_count = (box.open_link_count or 0) + others
        # A damaged ciphertext is counted and gone: it must not cost the others their say.
        box.unreadable_count += sum(one is None for one in read.values())
        box.traces_remain = True
        box.save()
    erase_traces()
    return len(opened)


def let_open_again(box):
    """Let a box that has been opened take answers, and be opened, a second time."""
    Box.objects.filter(pk=box.pk, opened_at__isnull=False).update(opens_again=True)


def unopened(boxes):
    """Those of the queryset `boxes` whose answers are still to come out."""
    return boxes.filter(Q(opened_at=None) | Q(opens_again=True))


def read_answer(keys, ciphertext, kinds):
    """The Opened of a sealed answer; None if it is damaged."""
    content = unseal(keys, ciphertext)
    return None if content is None else unframed(content, kinds)


def may_keep_subjects(box, now):
    """Whether the day on which answers lose their key has not come."""
    return box.subject_until_on is not None and timezone.localdate(now) < box.subject_until_on


def keep(box, opened, cohort, *, keeps_subjects):
    """Store opened answers shuffled, and their free texts shuffled apart and without background."""
    structure = box.version.structure
    questions = questions_of(structure.data)
    coarse = coarsen(cohort, {one.background for one in opened}, smallest_group())
    opened = [
        one._replace(
            answers=fit(questions, one.answers),
            subject=one.subject if keeps_subjects else None,
            background=coarse[one.background],
        )
        for one in opened
    ]
    text_questions = {question.key for question in questions if question.is_text}
    responses = [
        Response(
            page_id=structure.page_id,
            structure=structure,
            form_data={key: value for key, value in one.answers.items() if key not in text_questions},
            subject=one.subject,
            background=dict(zip(box.background, one.background, strict=False)),
            is_from_open_link=one.is_from_open_link,
        )
        for one in opened
    ]
    texts = [
        FreeText(
            structure=structure,
            question=key,
            text=value,
            subject=one.subject,
            is_from_open_link=one.is_from_open_link,
        )
        for one in opened
        for key, value in one.answers.items()
        if key in text_questions
    ]
    for rows in (responses, texts):
        secrets.SystemRandom().shuffle(rows)
    Response.objects.bulk_create(responses)
    FreeText.objects.bulk_create(texts)


def fit(questions, answers):
    """`answers` without what is no answer to one of `questions`.

    An answer that was on its way while a draft with other questions was published before it can hold such things,
    and one of them must not stop the tables of all.
    """
    fitting = {question.key: question.fit(answers.get(question.key)) for question in questions}
    return drop_orphans(questions, {key: value for key, value in fitting.items() if value is not None})


def erase_traces():
    """Rewrite the tables answers were deleted from, so that they cannot be read from the database's files.

    Boxes are marked in the transaction that deletes and unmarked here, so a worker killed in between, or kept out
    by a reader, does it the next time. Return whether nothing is left to erase.
    """
    marked = list(Box.objects.filter(traces_remain=True).values_list("pk", flat=True))
    if not marked:
        return True
    if connection.in_atomic_block or not rewrite_tables():
        return False
    Box.objects.filter(pk__in=marked).update(traces_remain=False)
    return True


def rewrite_tables():
    """Do it; False if the database could not, because somebody was reading."""
    if connection.vendor == "postgresql":
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # A backup reads for an hour; answers must not wait behind us for it to end.
                cursor.execute("SET LOCAL lock_timeout = '3s'")
                for model in (SealedAnswer, Draft, Response, FreeText):
                    rewrite_table(cursor, model._meta.db_table)
        except OperationalError:
            return False
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # secure_delete has zeroed the rows; the write-ahead log still holds them until it is cut off.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = cursor.fetchone()[0]
        return not is_busy
    return True


def rewrite_table(cursor, table):
    """Give `table` a new file with its living rows, in the order of their random keys.

    Not with VACUUM: a plain one leaves the bytes of dead rows in their pages, and even a full one carries rows over
    that a backup or a report running at the same moment could still see. TRUNCATE knows no such readers.
    """
    cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    cursor.execute(f"CREATE TEMPORARY TABLE kept_rows ON COMMIT DROP AS SELECT * FROM {table} ORDER BY id")  # noqa: S608
    cursor.execute(f"TRUNCATE {table}")
    cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_rows ORDER BY id")  # noqa: S608
    cursor.execute("DROP TABLE kept_rows")


def delete_expired(*, today):
    """Delete what boxes hold, opened or not, whose date has come; published snapshots stay. Return how many boxes."""
    expired = list(Box.objects.filter(delete_on__lte=today))
    gone = 0
    for box in expired:
        with transaction.atomic():
            # taking turns with an opening or a publishing, so that neither sees half of the answers
            Box.objects.select_for_update().get(pk=box.pk)
            deleted = box.answers.all().delete()[0]
            deleted += Response.objects.filter(page_id=box.page_id).delete()[0]
            deleted += FreeText.objects.filter(structure__page_id=box.page_id).delete()[0]
            if deleted:
                Box.objects.filter(pk=box.pk).update(traces_remain=True)
        gone += bool(deleted)
    erase_traces()
    return gone


def boxes_without_key(encoded_keys, *, today):
    """Boxes still to be opened that none of `encoded_keys` opens. One whose date has come is never opened."""
    waiting = unopened(Box.objects.filter(delete_on__gt=today))
    return [box for box in waiting if not private_keys_for(box, encoded_keys)]
