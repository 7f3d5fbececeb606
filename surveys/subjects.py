"""Answers that are tied to a subject: an opaque key that the invitation carries too, until a set date (decision 0023).

In the box such an answer lies under a key made from its subject, so that a changed answer takes the place of the first.
"""

import hashlib
import secrets
import uuid

from django.db import transaction
from django.db.models import F

from .models import Box, FreeText, Response, SealedAnswer, random_key


def row_key(subject):
    """The key of a subject's row in the box: one each, which fits a column for 63 bits."""
    return int.from_bytes(hashlib.sha256(subject.bytes).digest()[:8]) >> 1 or 1


def forget_answers(subjects):
    """Delete what `subjects` have answered, in the box or out of it, while it can be told that it is theirs."""
    subjects = list(subjects)
    if not subjects:
        return
    sealed = SealedAnswer.objects.filter(pk__in=[row_key(subject) for subject in subjects])
    responses, texts = (model.objects.filter(subject__in=subjects) for model in (Response, FreeText))
    touched = {
        *sealed.values_list("box__page", flat=True),
        *responses.values_list("page", flat=True),
        *texts.values_list("structure__page", flat=True),
    }
    for page in responses.values_list("page", flat=True):
        Box.objects.filter(page=page).update(opened_count=F("opened_count") - 1)
    for rows in (sealed, responses, texts):
        rows.delete()
    Box.objects.filter(page__in=touched).update(traces_remain=True)


def forget_opened(subjects):
    """Delete what came out of a box before under `subjects`; return how many answers it was."""
    FreeText.objects.filter(subject__in=subjects).delete()
    return Response.objects.filter(subject__in=subjects).delete()[0]


def take_out_subjects(box):
    """Write all answers of the box anew, shuffled, under new keys and without subjects.

    Call it in the transaction that takes the subjects from the invitations, and `erase_traces` after it.
    """
    with transaction.atomic():
        write_anew(Response.objects.filter(page_id=box.page_id), "page_id", "structure_id", "form_data", "background")
        write_anew(FreeText.objects.filter(structure__page_id=box.page_id), "structure_id", "question", "text")
        write_anew(box.answers.all(), "box_id", "ciphertext", key=random_key)
        Box.objects.filter(pk=box.pk).update(traces_remain=True)


def write_anew(rows, *fields, key=uuid.uuid4):
    """Replace the queryset `rows` by rows with the same `fields`, in random order and under new keys."""
    model = rows.model
    fresh = [model(id=key(), **values) for values in rows.values(*fields)]
    secrets.SystemRandom().shuffle(fresh)
    rows.delete()
    model.objects.bulk_create(fresh)
