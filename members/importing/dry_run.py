"""The dry run: the worker reads a list, counts, and writes down what is wrong. Nobody becomes anything."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.tables import BadTable

from .files import create, discard, report_file
from .models import ListImport
from .reading import count_rows, read_batches

State = ListImport.State


def claim(*, now):
    """Take the next list that waits to be read, also one whose worker died; None when there is none."""
    waiting = Q(state=State.WAITING) | Q(state=State.READING, lease_until_at__lt=now)
    item = ListImport.objects.filter(waiting).order_by("pk").first()
    if item is None:
        return None
    taken = ListImport.objects.filter(waiting, pk=item.pk).update(
        state=State.READING, lease_until_at=now + settings.IMPORT_LEASE,
        rows_read=0, usable_count=0, known_count=0, problem_count=0,
    )  # fmt: skip
    item.refresh_from_db()
    return item if taken else None


def try_out(item, *, year):
    """Read the claimed list `item` to its end and store what was found; it is READ, FAILED, or gone meanwhile."""
    # Sentences about the file are kept, and read by Norwegians.
    with override(settings.LANGUAGE_CODE):
        try:
            finish(item, **read(item, year=year))
        except Cancelled:
            discard(item.file_id)
        except BadTable as error:
            fail(item, str(error))
        except FileNotFoundError:
            fail(item, _("The file is no longer there. Upload it again."))


class Cancelled(Exception):
    """Somebody has taken the list back while it was read."""


def read(item, *, year):
    """Read everything, telling how far after each batch; return the counts."""
    ListImport.objects.filter(pk=item.pk).update(row_count=max(count_rows(item) - item.head_row, 0))
    counts = {"rows_read": 0, "usable_count": 0, "known_count": 0, "problem_count": 0}
    with create(report_file(item.file_id)) as report:
        for batch in read_batches(item, year=year):
            report.writelines(f"{row}\t{field}\t{problem}\n".encode() for row, field, problem in batch.problems)
            counts["rows_read"] = batch.rows_read - item.head_row
            counts["usable_count"] += len(batch.usable)
            counts["known_count"] += batch.known_count
            counts["problem_count"] += len(batch.problems)
            advance(item, **counts, lease_until_at=timezone.now() + settings.IMPORT_LEASE)
    return counts


def advance(item, **changes):
    """Store `changes` of a list that is still being read; raises Cancelled when it is not."""
    if not ListImport.objects.filter(pk=item.pk, state=State.READING).update(**changes):
        raise Cancelled


def finish(item, **counts):
    """The list is read."""
    advance(item, **counts, state=State.READ, lease_until_at=None)


def fail(item, sentence):
    """The list cannot be read: keep the sentence, not the file."""
    ListImport.objects.filter(pk=item.pk).update(
        state=State.FAILED, failure=sentence, finished_at=timezone.now(), lease_until_at=None
    )
    discard(item.file_id)
