"""What the columns of somebody else's list are likely to hold."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "email": _("E-mail"),
    "birth_year": _("Birth year or date of birth"),
    "postal_code": _("Postal code"),
    "gender": _("Gender"),
    "language": _("Language"),
    "wants_workshops": _("Workshops and user tests"),
    "topics": _("Topics"),
}
REQUIRED = ("email", "birth_year", "postal_code")
# Longer words first: «postnr og sted» is a postal code, «e-postadresse» is not an address of a house.
WORDS = {
    "email": ["epostadresse", "epost", "email", "emailadresse", "mailadresse", "mail"],
    "birth_year": ["fødselsår", "fødselsdato", "fodselsar", "fodselsdato", "født", "fodt", "fødeår", "fdato", "birthyear", "birthdate", "dateofbirth", "født dato"],
    "postal_code": ["postnummer", "postnr", "postkode", "postalcode", "zip", "zipcode", "postnrsted"],
    "gender": ["kjønn", "kjonn", "gender", "sex"],
    "language": ["målform", "malform", "språk", "sprak", "language"],
    "wants_workshops": ["workshop", "workshops", "brukertest", "brukertester", "fokusgruppe"],
    "topics": ["tema", "temaer", "interesser", "interesse", "interesseområder", "emne", "emner", "topics", "topic"],
}  # fmt: skip
NATIONAL_ID = re.compile(r"f(ø|o)dsels(nummer|nr)|person(nummer|nr)|^fnr$")
HEAD_IS_AMONG = 20
SHOWN_ROWS = 5


@dataclass(frozen=True)
class Look:
    """The top of a table: which row is its head (0 when there is none), its names, and a few rows below."""

    head_row: int
    names: list
    rows: list

    @property
    def holds_national_ids(self):
        """Whether a column is called as if it held national identity numbers."""
        return any(NATIONAL_ID.search(squeezed(name)) for name in self.names)


def squeezed(name):
    """The letters of a name without case, spaces and signs."""
    return re.sub(r"[\W_\d]+", "", name.lower())


def guess_field(name):
    """The field a column of that name holds, or None."""
    letters = squeezed(name)
    if not letters or NATIONAL_ID.search(letters):
        return None
    for field, words in WORDS.items():
        if letters in words:
            return field
    for field, words in WORDS.items():
        if any(letters.startswith(word) for word in words if len(word) > 4):
            return field
    return None


def guess_columns(names, rows=()):
    """{field: column} for the names of a head; without a name for it, the e-mail is where the @ is."""
    found = {}
    for column, name in enumerate(names):
        field = guess_field(name)
        if field and field not in found:
            found[field] = column
    if "email" not in found:
        width = max(map(len, rows), default=0)
        counts = {column: sum("@" in row[column] for row in rows if column < len(row)) for column in range(width)}
        best = max(counts, key=counts.get, default=None)
        if best is not None and counts[best]:
            found["email"] = best
    return found


def look_at(rows):
    """The Look of a table from an iterator over its rows; reads no further than it must.

    Titles and notes may stand above the head, so it is the first row that names two of our fields.
    """
    top = []
    for row in rows:
        top.append(row)
        if len(top) >= HEAD_IS_AMONG + SHOWN_ROWS:
            break
    for place, row in enumerate(top[:HEAD_IS_AMONG]):
        if len({field for name in row if (field := guess_field(name))}) > 1:
            return Look(place + 1, row, filled(top[place + 1 :]))
    return Look(0, [], filled(top))


def filled(rows):
    """The first few rows that hold anything."""
    return [row for row in rows if any(row)][:SHOWN_ROWS]
