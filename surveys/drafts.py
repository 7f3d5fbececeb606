"""What somebody has answered so far, kept until she sends: unreadable without her link and the panel's secret.

A draft is known by a name and opened by a key, both made from the link and the secret by whoever calls; neither can be
found from the other. It is padded like an answer in the box, and holds no time.
"""

import json
from typing import NamedTuple

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from .box import END_OF_ANSWER, fit, pad
from .models import Box, Draft

# What a draft holds beside the answers.
FRAME = 64


class Kept(NamedTuple):
    """A draft that was read: its name, the last step that was saved, and {question UUID: answer}."""

    name: str | None = None
    step: int = 0
    answers: dict = {}


def keep_draft(box, name, key, answers, *, step):
    """Store `answers` {question UUID: answer} and the last step saved under `name`, in place of what was there."""
    data = json.dumps({"step": step, "answers": answers}, ensure_ascii=False, separators=(",", ":")).encode()
    ciphertext = SecretBox(key).encrypt(pad(data, box.size + FRAME))
    # One statement, whether or not there was one.
    Draft.objects.bulk_create(
        [Draft(id=name, box=box, ciphertext=ciphertext)],
        update_conflicts=True, unique_fields=["id"], update_fields=["box", "ciphertext"],
    )  # fmt: skip


def read_draft(keys, questions):
    """What is Kept under one of `keys` {name: key}. One query.

    A draft can be older than the version now published; what no longer is an answer is left out.
    """
    for draft in Draft.objects.filter(id__in=list(keys)):
        try:
            data = SecretBox(keys[draft.id]).decrypt(bytes(draft.ciphertext))
        except CryptoError:
            continue
        kept = json.loads(data.rstrip(b"\x00")[: -len(END_OF_ANSWER)])
        return Kept(draft.id, kept["step"], fit(questions, kept["answers"]))
    return Kept()


def move_drafts(keys, new_keys):
    """Keep what lies under `keys` {name: key} under the first of `new_keys` instead, when the link is another."""
    name, key = next(iter(new_keys.items()))
    for draft in Draft.objects.filter(id__in=list(keys)):
        try:
            data = SecretBox(keys[draft.id]).decrypt(bytes(draft.ciphertext))
        except CryptoError:
            continue
        Draft.objects.create(id=name, box_id=draft.box_id, ciphertext=SecretBox(key).encrypt(data))
    drop_drafts(list(keys))


def drop_drafts(names):
    """Delete the drafts under `names`. Until a box is opened or closed for good, their traces lie among others'."""
    drafts = Draft.objects.filter(id__in=names)
    # One statement: `delete` reads the rows first, for signals that nobody sends about drafts.
    drafts._raw_delete(drafts.db)


def forget_drafts(boxes):
    """Delete every draft of the queryset `boxes`, which are then marked for the erasing of traces."""
    held = list(boxes.filter(drafts__isnull=False).distinct().values_list("pk", flat=True))
    if held:
        Draft.objects.filter(box__in=held).delete()
        Box.objects.filter(pk__in=held).update(traces_remain=True)
