"""The register as a file: row by row, so that half a million members take no more memory than fifty.

Each file says on top what it is for, who took it out, and when it must be gone.
"""

import itertools

from django.utils.translation import gettext as _

from figures import spreadsheets
from figures.spreadsheets import csv_lines, heading, neutral

from .models import Member, Topic

CHUNK = 2000
# A workbook of more rows takes longer to write than a web request may.
SHEET_ROWS_AT_MOST = 50_000


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


def stream_csv(members, about):
    """Yield the lines of a CSV file as Norwegian spreadsheets open it: semicolons, UTF-8 with its mark."""
    return csv_lines(rows_of(members, about))


def write_workbook(members, about):
    """An open file, gone when it is closed, that holds the register as an Excel workbook."""
    return spreadsheets.write_workbook([(_("Members"), rows_of(members, about))])
