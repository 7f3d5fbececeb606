"""Reading population figures in the shape of Statistics Norway's table 07459.

Save the table from ssb.no/statbank/table/07459 as CSV, with region, gender, age and one year, in Norwegian or English,
with or without the title above it. Both of its shapes are read: `region;kjønn;alder;Personer 2025` and `region;kjønn;alder;statistikkvariabel;år;07459: Befolkning …`. The table
knows no zones: for those, rows from elsewhere may be added below it with the name of a zone as their region.
"""

import re
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from .composition import AGE_BANDS, name_of
from .models import PostalCode
from .population import PopulationGroup
from .tables import BadTable, read_table

GENDERS = {
    "menn": PopulationGroup.Gender.MAN, "mann": PopulationGroup.Gender.MAN, "men": PopulationGroup.Gender.MAN,
    "males": PopulationGroup.Gender.MAN, "females": PopulationGroup.Gender.WOMAN,
    "kvinner": PopulationGroup.Gender.WOMAN, "kvinne": PopulationGroup.Gender.WOMAN,
    "women": PopulationGroup.Gender.WOMAN,
}  # fmt: skip
SUMS = re.compile(r"begge kjønn|i alt|alle aldre|both sexes|total|all ages", re.IGNORECASE)
# How the statbank heads its columns in Norwegian, and in English.
HEADS = {
    "region": "region", "kjønn": "gender", "sex": "gender", "alder": "age", "age": "age", "år": "year", "year": "year",
    "statistikkvariabel": "what", "contents": "what",
}  # fmt: skip
ONE_AGE = re.compile(r"(\d{1,3})( år| years?)?")
AGE_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})( år| years?)?")
OPEN_AGE = re.compile(r"(\d{1,3})( år eller eldre| år og over| år og eldre| years or older| years or over|\+)")
# The signs of Statistics Norway: nobody at all, and a figure that is not known or not published.
NOBODY, NO_FIGURE = {"-", "."}, {"..", "...", ":"}
CODE_BEFORE_NAME = re.compile(r"^(K-)?\d+\s+")
YEAR_AT_END = re.compile(r"\b((?:19|20)\d\d)$")
HIGHEST = AGE_BANDS[-1][1]
HEAD_IS_AMONG = 20


@dataclass(frozen=True)
class Population:
    """`counts` is {(zone, age band, gender): people}; an empty zone is the whole municipality."""

    year: int
    counts: dict


@dataclass(frozen=True)
class Columns:
    """Where in a row things stand; `year` is None when the head of the table names it."""

    region: int
    gender: int
    age: int
    number: int
    year: int | None
    only_year: int | None


def read_population(file):
    """The Population in an open file; BadTable says which row is wrong and why."""
    rows = enumerate(read_table(file), start=1)
    columns = find_columns(rows)
    zones = set(PostalCode.objects.values_list("zone", flat=True))
    lines = [line for number, row in rows if any(row) for line in read_line(number, row, columns)]
    if not lines:
        raise BadTable(_("There are no figures below the head of the table."))
    newest = max(line["year"] for line in lines)
    # Older years may lack figures; they are not used.
    newest_lines = [line | {"people": read_people(line)} for line in lines if line["year"] == newest]
    return Population(newest, add_up(newest_lines, zones))


def find_columns(rows):
    """Read down to the head of the table, and say what stands where."""
    for number, row in rows:
        names = [cell.lower().strip("﻿ ") for cell in row]
        heads = [HEADS.get(name) for name in names]
        if {"region", "gender", "age"} <= set(heads):
            return columns_of(names, heads)
        if number >= HEAD_IS_AMONG:
            break
    raise BadTable(_("The head of the table was not found. It must have the columns region, kjønn and alder."))


def columns_of(names, heads):
    """The Columns that a head of a table has, by its names and what we call them."""
    year = heads.index("year") if "year" in heads else None
    others = [at for at, head in enumerate(heads) if head is None]
    if not others:
        raise BadTable(_("The column with the number of people is missing."))
    years = {at: int(found[1]) for at in others if (found := YEAR_AT_END.search(names[at]))}
    if year is None and not years:
        raise BadTable(
            _("The year is missing. The column should be called «Personer 2025», or there should be one «år».")
        )
    number = max(years, key=years.get) if year is None else others[-1]
    only_year = years[number] if year is None else None
    return Columns(heads.index("region"), heads.index("gender"), heads.index("age"), number, year, only_year)


def read_line(number, row, columns):
    """What one row says, as a list of one dict; of none for sums, footnotes and those too young to take part."""
    if len([cell for cell in row if cell]) < 2:
        return []
    if len(row) <= max(columns.number, columns.year or 0):
        raise BadTable(_("Row %(row)s is shorter than the head of the table.") % {"row": number})
    gender, age = row[columns.gender], row[columns.age]
    if SUMS.search(gender) or SUMS.search(age):
        return []
    if gender.lower() not in GENDERS:
        raise BadTable(_("Row %(row)s: «%(text)s» is no gender; it must be Menn or Kvinner.") % named(number, gender))
    youngest, oldest = read_age(number, age)
    if oldest < AGE_BANDS[0][0]:
        return []
    return [
        {
            "row": number,
            "region": CODE_BEFORE_NAME.sub("", row[columns.region]),
            "gender": GENDERS[gender.lower()],
            "ages": (youngest, oldest),
            "band": band_of(number, age, max(youngest, AGE_BANDS[0][0]), oldest),
            "year": columns.only_year or read_number(number, row[columns.year]),
            "people": row[columns.number],
        }
    ]


def named(number, text):
    """What a sentence about a cell needs."""
    return {"row": number, "text": text[:60]}


def read_age(number, text):
    """(youngest, oldest) of «17 år», «15-19 år» or «105 år eller eldre»."""
    if found := OPEN_AGE.fullmatch(text):
        return int(found[1]), HIGHEST
    if found := AGE_RANGE.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := ONE_AGE.fullmatch(text):
        return int(found[1]), int(found[1])
    raise BadTable(
        _("Row %(row)s: «%(text)s» is no age. Expected is such as «17 år» or «105 år eller eldre».")
        % named(number, text)
    )


def band_of(number, text, youngest, oldest):
    """The age band that holds all of youngest–oldest."""
    for first, last in AGE_BANDS:
        if first <= youngest and oldest <= last:
            return name_of(first, last)
    raise BadTable(
        _("Row %(row)s: «%(text)s» lies in more than one age group. Use one-year ages.") % named(number, text)
    )


def read_people(line):
    """How many people a line counts."""
    if line["people"] in NOBODY:
        return 0
    if line["people"] in NO_FIGURE:
        raise BadTable(
            _("Row %(row)s: there is no figure («%(text)s»). Choose a year whose figures are published.")
            % named(line["row"], line["people"])
        )
    return read_number(line["row"], line["people"])


def read_number(number, text):
    """A whole number, perhaps with spaces in it."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise BadTable(_("Row %(row)s: «%(text)s» is not a number of people.") % named(number, text))
    return int(digits)


def is_ours(region):
    """Whether a region is the municipality; the statbank adds «kommune» or «(2020-2023)» to some names."""
    return f"{region} ".casefold().startswith(f"{settings.MUNICIPALITY} ".casefold())


def refuse_gaps(table):
    """BadTable when a gender or an age group of the municipality is not in the table at all: that is not nobody."""
    missing = [
        f"{gender.label} {name_of(*band)}"
        for gender in PopulationGroup.Gender
        for band in AGE_BANDS
        if ("", name_of(*band), gender.value) not in table.counts
    ]
    if missing:
        raise BadTable(
            _("The table lacks figures for all of %(municipality)s: %(groups)s. Choose both genders and all ages.")
            % {"municipality": settings.MUNICIPALITY, "groups": ", ".join(missing)}
        )


def add_up(lines, zones):
    """{(zone, band, gender): people}; refuses a region that is neither ours nor a zone, and anything counted twice."""
    counts, seen = Counter(), {}
    for line in lines:
        zone = line["region"] if line["region"] in zones else ""
        if not zone and not is_ours(line["region"]):
            raise BadTable(
                _("Row %(row)s: «%(text)s» is neither «%(first)s» nor one of the zones in the table of postal codes.")
                % {**named(line["row"], line["region"]), "first": settings.MUNICIPALITY}
            )
        for age in range(line["ages"][0], line["ages"][1] + 1):
            before = seen.setdefault((zone, line["gender"], age), line["row"])
            if before != line["row"]:
                raise BadTable(
                    _("Row %(row)s counts the same people as row %(before)s.") % {"row": line["row"], "before": before}
                )
        counts[zone, line["band"], line["gender"]] += line["people"]
    return dict(counts)
