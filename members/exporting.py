"""The register as a file: row by row, so that half a million members take no more memory than fifty.

Each file says on top what it is for, who took it out, and when it must be gone.
"""

import csv
import itertools
import tempfile

import openpyxl
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Member, Topic

CHUNK = 2000
# So many lines are sent at a time.
TOGETHER = 200
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


def words_of(field):
    """{value: word} of a field's choices, looked up once and not for every row."""
    return {value: str(word) for value, word in Member._meta.get_field(field).flatchoices}


def columns():
    """[(name, field, {value: word} or None)], always these and in this order; topics come last, from their own table."""
    yes_or_no = {True: _("yes"), False: _("no")}
    return [
        (_("Number"), "pk", None),
        (_("E-mail"), "email", None),
        (_("State"), "state", words_of("state")),
        (_("Pause until"), "paused_until_on", None),
        (_("Postal code"), "postal_code", None),
        (_("Place"), "place", None),
        (_("Zone"), "zone", None),
        (_("Birth year"), "birth_year", None),
        (_("Gender"), "gender", words_of("gender")),
        (_("Language"), "language", None),
        (_("Workshops and user tests"), "wants_workshops", yes_or_no),
        (_("Joined"), "joined_on", None),
        (_("From"), "source", words_of("source")),
        (_("Agreed"), "consent", words_of("consent")),
    ]


def rows_of(members, about):
    """Every row of the file for a Member queryset; `about` is what `heading` takes."""
    wanted = columns()
    yield from ([neutral(cell) for cell in line] for line in heading(**about))
    yield [*(neutral(name) for name, _field, _words in wanted), neutral(_("Topics"))]
    topics = {topic.pk: str(topic) for topic in Topic.objects.all()}
    rows = members.order_by("pk").values_list(*(field for _name, field, _words in wanted)).iterator(chunk_size=CHUNK)
    while chunk := list(itertools.islice(rows, CHUNK)):
        chosen = topics_of([row[0] for row in chunk])
        for row in chunk:
            cells = (
                words.get(cell, cell) if words else cell for cell, (_n, _f, words) in zip(row, wanted, strict=True)
            )
            names = ", ".join(topics[topic] for topic in chosen.get(row[0], ()))
            yield [*map(neutral, cells), neutral(names)]


def topics_of(numbers):
    """{member: [topic]} of these members, in one query."""
    found = {}
    link = Member.topics.through.objects.filter(member_id__in=numbers).order_by("topic__position", "topic__name_nb")
    for member, topic in link.values_list("member_id", "topic_id"):
        found.setdefault(member, []).append(topic)
    return found


class Echo:
    """What csv.writer writes to, so that each line can be passed on at once."""

    def write(self, line):
        return line


def stream_csv(members, about):
    """Yield the lines of a CSV file as Norwegian spreadsheets open it: semicolons, UTF-8 with its mark."""
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff"
    rows = rows_of(members, about)
    while lines := "".join(writer.writerow(row) for row in itertools.islice(rows, TOGETHER)):
        yield lines


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
