"""Reading a list from end to end: who can be taken over, who is known already, and what is wrong with the rest."""

import itertools
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from members.models import Enrolment, Member
from members.tables import CHUNK, BadTable, is_workbook, opened, read_table

from .files import list_file
from .rows import Problem, RowReader, Wrong

BATCH = 1000


@dataclass(frozen=True)
class Batch:
    """What some thousand rows gave: details to take over, how many are known, and (row, field, problem)."""

    usable: list
    known_count: int
    problems: list
    rows_read: int


def read_batches(item, *, year):
    """Yield Batches of the ListImport `item` until its file ends; BadTable when it cannot be read on.

    The same address twice counts once; one that is a member, or waits for her mail, is left as it is.
    """
    reader, seen = RowReader(item.columns, year=year), set()
    with list_file(item.file_id).open("rb") as file:
        rows = enumerate(read_table(file, item.sheet), start=1)
        rows = itertools.islice(rows, item.head_row, None)
        while numbered := list(itertools.islice(rows, BATCH)):
            if numbered[-1][0] - item.head_row > settings.IMPORT_ROWS_AT_MOST:
                raise BadTable(_("The list is too long. Part it and take it over in pieces."))
            yield read_batch(numbered, reader, seen)


def read_batch(numbered, reader, seen):
    """The Batch of these (number, row); `seen` is what earlier ones held, and grows."""
    found, problems = {}, []
    for number, row in numbered:
        if not any(row):
            continue
        try:
            details = reader.read(row)
            if details["email_key"] in seen:
                raise Wrong("email", Problem.TWICE)
        except Wrong as wrong:
            problems.append((number, wrong.field, wrong.problem))
            continue
        seen.add(details["email_key"])
        found[details["email_key"]] = details
    known = find_known(found)
    usable = [details for key, details in found.items() if key not in known]
    return Batch(usable, len(known), problems, numbered[-1][0])


def find_known(keys):
    """Those of the addresses that are members, or have signed up and wait for their mail."""
    keys = list(keys)
    return {
        key for model in (Member, Enrolment)
        for key in model.objects.filter(email_key__in=keys).values_list("email_key", flat=True)
    }  # fmt: skip


def count_rows(item):
    """About how many rows the file has, without reading what is in them."""
    with list_file(item.file_id).open("rb") as file:
        if is_workbook(file):
            with opened(file) as book:
                return book[item.sheet].max_row or 0 if item.sheet in book.sheetnames else 0
        file.seek(0)
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b"")) + 1
