"""The register as a file: row by row, so that half a million members take no more memory than fifty.

Each file says on top what it is for, who took it out, and when it must be gone.
"""

import csv
import tempfile

import openpyxl
from django.utils.formats import date_format
from django.utils.translation import gettext as _

CHUNK = 2000
# What a spreadsheet takes for the beginning of a formula, also in the width East Asian keyboards write.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A workbook of more rows takes longer to write than a web request may.
SHEET_ROWS_AT_MOST = 50_000


def neutral(value):
    """A cell that no spreadsheet runs: texts that begin like a formula get an apostrophe before them."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text


def heading(*, purpose, delete_by_on, taken_by, now):
    """The lines above the table."""
    return [
        [_("Purpose"), purpose],
        [_("Delete by"), date_format(delete_by_on, "DATE_FORMAT")],
        [_("Taken out"), f"{date_format(now, 'DATETIME_FORMAT')}, {taken_by}"],
        [],
    ]


def columns():
    """[(name, what of a member stands there)], always these and in this order."""
    return [
        (_("Number"), lambda member: member.pk),
        (_("E-mail"), lambda member: member.email),
        (_("State"), lambda member: member.get_state_display()),
        (_("Pause until"), lambda member: member.paused_until_on or ""),
        (_("Postal code"), lambda member: member.postal_code),
        (_("Place"), lambda member: member.place),
        (_("Zone"), lambda member: member.zone),
        (_("Birth year"), lambda member: member.birth_year),
        (_("Gender"), lambda member: member.get_gender_display()),
        (_("Language"), lambda member: member.language),
        (_("Topics"), lambda member: ", ".join(map(str, member.topics.all()))),
        (_("Workshops and user tests"), lambda member: _("yes") if member.wants_workshops else _("no")),
        (_("Joined"), lambda member: member.joined_on),
        (_("From"), lambda member: member.get_source_display()),
        (_("Agreed"), lambda member: member.get_consent_display()),
    ]


def rows_of(members, about):
    """Every row of the file for a Member queryset; `about` is what `heading` takes."""
    wanted = columns()
    yield from ([neutral(cell) for cell in line] for line in heading(**about))
    yield [neutral(name) for name, _cell in wanted]
    for member in members.order_by("pk").prefetch_related("topics").iterator(chunk_size=CHUNK):
        yield [neutral(cell(member)) for _name, cell in wanted]


class Echo:
    """What csv.writer writes to, so that each line can be passed on at once."""

    def write(self, line):
        return line


def stream_csv(members, about):
    """Yield the lines of a CSV file as Norwegian spreadsheets open it: semicolons, UTF-8 with its mark."""
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff"
    for row in rows_of(members, about):
        yield writer.writerow(row)


def write_workbook(members, about):
    """An open file, gone when it is closed, that holds the register as an Excel workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_("Members"))
    for row in rows_of(members, about):
        sheet.append(row)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file
