"""Files on their way: ordered by staff, written by the worker, fetched, and gone an hour later."""

import logging
import os
import uuid
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from surveys.answer_log import AnswerEntry, note
from surveys.models import Box

from .kinds import FILE_KINDS
from .models import AnswerFile

log = logging.getLogger(__name__)

State = AnswerFile.State


def folder():
    """Where files lie: outside media, readable by nobody else."""
    path = Path(settings.EXPORT_FOLDER)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(item):
    """Where the file of an AnswerFile lies once it is ready."""
    return folder() / f"{item.file_id}.file"


def order(page, kind, *, by, now, language, purpose, delete_by_on):
    """Let the worker write a file of the survey `page`."""
    with transaction.atomic():
        note(by, AnswerEntry.Action.ORDERED, page, now=now, kind=kind, purpose=purpose)
        return AnswerFile.objects.create(
            page_id=page.pk,
            kind=kind,
            file_id=uuid.uuid4(),
            language=language,
            purpose=purpose,
            delete_by_on=delete_by_on,
            ordered_by=by,
            ordered_at=now,
        )


def claim(*, now):
    """The next file to be written, or None. One whose worker has fallen silent is begun again."""
    with transaction.atomic():
        due = AnswerFile.objects.filter(Q(state=State.WAITING) | Q(state=State.WRITING, lease_until_at__lt=now))
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        item = due.order_by("pk").first()
        if item is not None:
            item.state, item.lease_until_at = State.WRITING, now + settings.EXPORT_LEASE
            item.save(update_fields=["state", "lease_until_at"])
    return item


def write(item):
    """Write the file of a claimed AnswerFile. A worker killed on the way leaves none that anybody can fetch."""
    box = Box.objects.select_related("page", "version__structure").filter(page_id=item.page_id).first()
    half = folder() / f"{item.file_id}.half"
    try:
        with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o660), "w+b") as file, in_words(item):
            count = FILE_KINDS[item.kind].write(box, file, about(item))
    except Exception as error:  # noqa: BLE001 - a file that cannot be written must not stop the next one
        half.unlink(missing_ok=True)
        log.error("File %s of kind %s failed: %s", item.pk, item.kind, type(error).__name__)
        finish(item, State.FAILED)
        return
    half.replace(path_of(item))
    finish(item, State.READY, count=count, size=path_of(item).stat().st_size)


def in_words(item):
    """The language whoever ordered it reads."""
    return override(item.language)


def about(item):
    """What stands on top of the file."""
    return {
        "purpose": item.purpose,
        "delete_by_on": item.delete_by_on,
        "taken_by": item.ordered_by.get_username() if item.ordered_by else "–",
        "now": timezone.localtime(item.ordered_at),
    }


def finish(item, state, **facts):
    """Tell how it went."""
    changed = {"state": state, "finished_at": timezone.now(), "lease_until_at": None, **facts}
    AnswerFile.objects.filter(pk=item.pk).update(**changed)


def discard(item):
    """Delete the file; what was ordered by whom stays in the log."""
    path_of(item).unlink(missing_ok=True)
    AnswerFile.objects.filter(pk=item.pk).update(state=State.GONE)


def discard_answers(boxes):
    """Delete the files with answers of surveys whose answers are gone. What was asked may be fetched still."""
    kinds = [name for name, kind in FILE_KINDS.items() if kind.holds]
    for item in AnswerFile.objects.filter(page__survey_box__in=boxes, kind__in=kinds, state=State.READY):
        discard(item)


def discard_old(*, before):
    """Delete files that were ready, or were given up, before `before`, and whatever belongs to none. Return how many."""
    old = list(AnswerFile.objects.filter(finished_at__lt=before).exclude(state=State.GONE))
    for item in old:
        discard(item)
    known = {str(file_id) for file_id in AnswerFile.objects.exclude(state=State.GONE).values_list("file_id", flat=True)}
    for path in folder().iterdir():
        if path.stem not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
    return len(old)


def forget_orders(*, before):
    """Delete rows about files ordered before `before`."""
    return AnswerFile.objects.filter(ordered_at__lt=before, state__in=[State.GONE, State.FAILED]).delete()[0]
