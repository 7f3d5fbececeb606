"""One row of somebody else's list: what it says about a resident, or what is wrong with it."""

import datetime
import re
import unicodedata
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.addresses import AddressValidator, address_key
from members.eligibility import Eligibility, Unfit
from members.models import Person, Topic
from members.places import whole_code

LONGEST_ADDRESS = 254
IN_BRACKETS = re.compile(r".*<([^<>]+)>\s*")
NATIONAL_ID = re.compile(r"\d{6}[ -]?\d{5}")
# A year alone, or at the end or beginning of a date; two digits could be either century.
YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?")
DATE_FORMATS = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y%m%d")
GENDERS = {
    **dict.fromkeys(["k", "kvinne", "kvinner", "jente", "dame", "female", "f", "woman", "women"], Person.Gender.WOMAN),
    **dict.fromkeys(["m", "mann", "menn", "gutt", "male", "man", "men"], Person.Gender.MAN),
    **dict.fromkeys(["annet", "anna", "a", "other", "ikke-binær", "ikke binær", "ikkebinær"], Person.Gender.OTHER),
    **dict.fromkeys(["", "-", "ukjent", "ikke oppgitt", "ønsker ikke å svare", "vil ikke svare", "vet ikke"], ""),
}
LANGUAGES = {
    **dict.fromkeys(["", "nb", "no", "nor", "norsk", "bokmål", "norsk bokmål", "norwegian"], "nb"),
    **dict.fromkeys(["nn", "nynorsk", "norsk nynorsk"], "nn"),
    **dict.fromkeys(["en", "eng", "engelsk", "english"], "en"),
}
YES = {"ja", "j", "x", "1", "yes", "true", "sann", "ok"}
NO = {"", "nei", "n", "0", "no", "false", "usann", "-"}
BETWEEN_TOPICS = (r"[;|\n]", r"[,/]")


class Problem(StrEnum):
    """Why a row is left out. The report says it in a sentence, with the row, and repeats nothing of what stood there."""

    CHARACTERS = "characters"
    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    TWICE = "twice"
    NO_BIRTH_YEAR = "no_birth_year"
    BAD_BIRTH_YEAR = Unfit.BAD_BIRTH_YEAR
    NATIONAL_ID = "national_id"
    TOO_YOUNG = Unfit.TOO_YOUNG
    NO_POSTAL_CODE = "no_postal_code"
    BAD_POSTAL_CODE = Unfit.BAD_POSTAL_CODE
    OUTSIDE = Unfit.OUTSIDE
    PO_BOX = Unfit.PO_BOX
    GENDER = "gender"
    LANGUAGE = "language"
    WORKSHOPS = "workshops"
    TOPIC = "topic"


SENTENCES = {
    Problem.CHARACTERS: _("A character that cannot be stored. Write the cell again by hand."),
    Problem.NO_ADDRESS: _("No e-mail address."),
    Problem.BAD_ADDRESS: _("Not one e-mail address, such as name@example.com."),
    Problem.TWICE: _("The address stands further up in the list. The first row counts."),
    Problem.NO_BIRTH_YEAR: _("No birth year."),
    Problem.BAD_BIRTH_YEAR: _("Not a birth year or a date with four digits for the year."),
    Problem.NATIONAL_ID: _("This looks like a national identity number. It must not be here: take it out of the list."),
    Problem.TOO_YOUNG: _("Too young to take part."),
    Problem.NO_POSTAL_CODE: _("No postal code."),
    Problem.BAD_POSTAL_CODE: _("A postal code has four digits."),
    Problem.OUTSIDE: _("The postal code is not in the table of postal codes."),
    Problem.PO_BOX: _("The postal code is that of a PO box. Where people live is what counts."),
    Problem.GENDER: _("Gender must be woman, man, other or empty."),
    Problem.LANGUAGE: _("Language must be bokmål, nynorsk, English or empty."),
    Problem.WORKSHOPS: _("Yes, no or empty is expected here."),
    Problem.TOPIC: _(
        "Not one of our topics. Add it to the topics first, or write the name of one; commas between several."
    ),
}


class Wrong(Exception):
    """The row is left out: `problem` in the column `field`."""

    def __init__(self, field, problem):
        super().__init__(field, problem)
        self.field, self.problem = field, problem


class RowReader:
    """Turns rows into what an Enrolment takes. Knows the rules and topics, so that a hundred thousand rows ask no database."""

    def __init__(self, columns, *, year):
        self.columns, self.rules = columns, Eligibility(year=year)
        names = Topic.objects.values_list("pk", "name_nb", "name_nn", "name_en")
        self.topics = {name.casefold(): pk for pk, *in_languages in names for name in in_languages if name}

    def read(self, row):
        """The details of one resident; raises Wrong."""
        cells = {field: row[column] if column < len(row) else "" for field, column in self.columns.items()}
        for field, text in cells.items():
            if has_odd_characters(text):
                raise Wrong(field, Problem.CHARACTERS)
        email = read_address(cells["email"])
        return {
            "email": email,
            "email_key": address_key(email),
            "birth_year": self.read_birth_year(cells["birth_year"]),
            "postal_code": self.read_postal_code(cells["postal_code"]),
            "gender": read_word("gender", cells, GENDERS, Problem.GENDER, ""),
            "language": read_word("language", cells, LANGUAGES, Problem.LANGUAGE, "nb"),
            "wants_workshops": read_yes(cells.get("wants_workshops", "")),
            "topics": self.read_topics(cells.get("topics", "")),
        }

    def read_postal_code(self, text):
        """The code, also out of «1338 Sandvika», and of the number a workbook keeps instead of 0150."""
        if not text:
            raise Wrong("postal_code", Problem.NO_POSTAL_CODE)
        if (code := whole_code(text)) != text and not self.rules.judge_postal_code(code):
            return code
        found = re.match(r"(?:N(?:O)?-)?(\d{4})(?!\d)", text, re.ASCII)
        if not found:
            raise Wrong("postal_code", Problem.BAD_POSTAL_CODE)
        if unfit := self.rules.judge_postal_code(found[1]):
            raise Wrong("postal_code", Problem(unfit))
        return found[1]

    def read_birth_year(self, text):
        """The year out of a year or a date."""
        if not text:
            raise Wrong("birth_year", Problem.NO_BIRTH_YEAR)
        if NATIONAL_ID.fullmatch(text):
            raise Wrong("birth_year", Problem.NATIONAL_ID)
        year = year_in(text)
        if unfit := self.rules.judge_birth_year(str(year)):
            raise Wrong("birth_year", Problem(unfit))
        return year

    def read_topics(self, text):
        """[topic id] of «Trafikk; Skole». A name that holds a comma itself is known as a whole before it is parted."""
        names = [text]
        for between in BETWEEN_TOPICS:
            names = [part for name in names for part in self.part_unless_known(name, between)]
        chosen = [name.casefold().strip(" .") for name in names]
        if any(name and name not in self.topics for name in chosen):
            raise Wrong("topics", Problem.TOPIC)
        return sorted({self.topics[name] for name in chosen if name})

    def part_unless_known(self, name, between):
        """The name by itself when it is one, or its parts."""
        return [name] if name.casefold().strip(" .") in self.topics else re.split(between, name)


def has_odd_characters(text):
    """Whether there is anything that is no letter, digit, sign or space: NUL, control codes, the sign for «unreadable»."""
    return "\ufffd" in text or any(unicodedata.category(letter) in ("Cc", "Cs", "Cn") for letter in text)


def read_address(text):
    """The one address in a cell, also out of «Kari <kari@example.org>» and «mailto:kari@example.org»."""
    if not text:
        raise Wrong("email", Problem.NO_ADDRESS)
    inside = IN_BRACKETS.fullmatch(text)
    address = (inside[1] if inside else text).strip(" \u00a0;,'\"").removeprefix("mailto:")
    try:
        AddressValidator()(address)
    except ValidationError:
        raise Wrong("email", Problem.BAD_ADDRESS) from None
    if len(address) > LONGEST_ADDRESS:
        raise Wrong("email", Problem.BAD_ADDRESS)
    return address


def year_in(text):
    """The year a text names, or None."""
    if found := YEAR.fullmatch(text):
        return int(found[1])
    for form in DATE_FORMATS:
        try:
            return datetime.datetime.strptime(text, form).year
        except ValueError:
            continue
    return None


def read_word(field, cells, meanings, problem, unsaid):
    """What a word means among `meanings`; `unsaid` when the list has no such column."""
    if field not in cells:
        return unsaid
    word = cells[field].casefold().strip(" .")
    if word not in meanings:
        raise Wrong(field, problem)
    return meanings[word]


def read_yes(text):
    """Whether the cell says yes."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Wrong("wants_workshops", Problem.WORKSHOPS)
