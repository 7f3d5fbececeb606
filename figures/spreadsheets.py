"""Tables as Norwegian spreadsheets open them, line by line, with nothing in a cell that a spreadsheet would run."""

import csv
import itertools
import tempfile

from django.utils.formats import date_format
from django.utils.translation import gettext as _

# What a spreadsheet takes for the beginning of a formula, also in the width East Asian keyboards write.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# The mark by which Excel knows UTF-8.
BYTE_ORDER_MARK = "\ufeff"
# So many lines are handed on at a time.
TOGETHER = 200


def neutral(value):
    """A cell that no spreadsheet runs: texts that begin like a formula get an apostrophe before them."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text


def heading(*, purpose, delete_by_on, taken_by, now):
    """The lines above a table: what it is for, when it must be gone, and who took it out."""
    return [
        [_("Purpose"), purpose],
        [_("Delete by"), date_format(delete_by_on, "DATE_FORMAT")],
        [_("Taken out"), f"{date_format(now, 'DATETIME_FORMAT')}, {taken_by}"],
        [],
    ]


class Echo:
    """What csv.writer writes to, so that each line can be passed on at once."""

    def write(self, line):
        return line


def csv_lines(rows, *, delimiter=";", has_mark=True):
    """Yield `rows` as CSV: semicolons and a mark for Norwegian Excel, or whatever else a program wants."""
    writer = csv.writer(Echo(), delimiter=delimiter)
    if has_mark:
        yield BYTE_ORDER_MARK
    rows = iter(rows)
    while lines := "".join(writer.writerow(row) for row in itertools.islice(rows, TOGETHER)):
        yield lines


def write_workbook(sheets, file=None):
    """Write `sheets` [(name, rows)] as an Excel workbook, row by row, and return the open file.

    Without `file` it is a temporary one, gone when it is closed.
    """
    # Late: it weighs sixteen megabytes in every process.
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        # Of the usual eight letters most addresses and sentences show half.
        sheet.sheet_format.defaultColWidth = 20
        for row in rows:
            sheet.append(row)
    file = file or tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file
