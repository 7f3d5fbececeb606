"""Who the panel is made of, in counts, and how that compares with who lives here."""

import math
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

AGE_BANDS = ((15, 29), (30, 44), (45, 59), (60, 74), (75, 130))
# The normal distribution's value for an interval that holds the truth 95 times of a hundred.
Z = 1.959964


def by_place(members):
    """[(place, count)] of a Member queryset, the largest first; an unknown place is an empty string."""
    return list(members.values_list("place").annotate(count=Count("pk")).order_by("-count", "place"))


def by_zone(members):
    """[(zone, count)] of a Member queryset, by name; an unknown zone is an empty string."""
    return list(members.values_list("zone").annotate(count=Count("pk")).order_by("zone"))


def name_of(youngest, oldest):
    """How a band is written: "30–44", the last one "75+"."""
    return f"{youngest}–{oldest}" if oldest < AGE_BANDS[-1][1] else f"{youngest}+"


def age_band(birth_year, *, year):
    """The band such as "30–44" a person is in during `year`; the youngest band also takes those younger."""
    age = year - birth_year
    for youngest, oldest in AGE_BANDS:
        if age <= oldest:
            return name_of(youngest, oldest)
    return f"{AGE_BANDS[-1][0]}+"


def wilson(part, whole):
    """The interval (low, high) of the share `part` / `whole` that holds the truth 95 times of a hundred.

    Wilson's score interval: unlike the usual plus-minus it stays between 0 and 1 and is honest for small groups, also
    for none of ten. E. B. Wilson, «Probable inference, the law of succession, and statistical inference», Journal of
    the American Statistical Association 22 (1927), 209–212; recommended for small numbers by Brown, Cai and DasGupta,
    «Interval estimation for a binomial proportion», Statistical Science 16 (2001), 101–133.

    Members choose themselves, so this says how much chance alone can do in a panel of this size, not that the panel
    has been drawn.
    """
    if not whole:
        return 0.0, 1.0
    share = part / whole
    middle = share + Z * Z / (2 * whole)
    reach = Z * math.sqrt((share * (1 - share) + Z * Z / (4 * whole)) / whole)
    below = 1 + Z * Z / whole
    # At the ends the interval ends exactly there; rounding of floats would leave a trace.
    low = 0.0 if part == 0 else (middle - reach) / below
    high = 1.0 if part == whole else (middle + reach) / below
    return low, high


@dataclass(frozen=True)
class Group:
    """One group of the panel beside the same group of the population. Shares are between 0 and 1."""

    name: str
    count: int
    panel_size: int
    people: int
    population_size: int

    @property
    def share(self):
        return self.count / self.panel_size if self.panel_size else 0.0

    @property
    def expected(self):
        return self.people / self.population_size if self.population_size else 0.0

    @property
    def interval(self):
        return wilson(self.count, self.panel_size)

    @property
    def gap(self):
        """How much larger the share of the panel is than that of the population; negative when people are missing."""
        return self.share - self.expected

    @property
    def is_missing_people(self):
        """Whether the group is smaller than chance alone explains."""
        return bool(self.panel_size) and self.interval[1] < self.expected

    @property
    def missing(self):
        """How many more members of this group would bring it up to its share, if nobody else joined or left."""
        if not self.is_missing_people or self.expected >= 1:
            return 0
        return math.ceil((self.expected * self.panel_size - self.count) / (1 - self.expected))


@dataclass(frozen=True)
class Comparison:
    """The panel beside the population: groups by age, by gender, by both, and by zone; and what is not known."""

    ages: list
    genders: list
    ages_and_genders: list
    zones: list
    size: int
    without_gender: int
    without_zone: int
    year: int | None
    source: str
    is_example: bool

    @property
    def missing(self):
        """The groups that lack people, those that lack most first; ages and genders together rather than apart."""
        groups = [group for group in (*self.ages_and_genders, *self.zones) if group.is_missing_people]
        return sorted(groups, key=lambda group: group.gap)


def count_members(members, *, year):
    """Counter {(age band, gender, zone): members} of a Member queryset, in one query."""
    found = Counter()
    rows = members.order_by().values_list("birth_year", "gender", "zone").annotate(count=Count("pk"))
    for birth_year, gender, zone, count in rows:
        found[age_band(birth_year, year=year), gender, zone] += count
    return found


def compare(members, population, *, year, gender_names):
    """The Comparison of `members` (a Member queryset) with `population` (rows of PopulationGroup); two queries."""
    panel, rows = count_members(members, year=year), list(population)
    whole = [row for row in rows if not row.zone] or rows
    bands = [name_of(*band) for band in AGE_BANDS]
    zones = sorted({row.zone for row in rows} - {""} or {key[2] for key in panel} - {""})
    known = {key: count for key, count in panel.items() if key[1] in gender_names}

    def groups(names, count_of, people_of, counted, people):
        panel_size, population_size = sum(counted.values()), sum(row.count for row in people)
        return [
            Group(
                label,
                sum(count for key, count in counted.items() if count_of(key) == name),
                panel_size,
                sum(row.count for row in people if people_of(row) == name),
                population_size,
            )
            for name, label in names
        ]

    with_zone = {key: count for key, count in panel.items() if key[2] in zones}
    both = [((band, gender), f"{label} {band}") for gender, label in gender_names.items() for band in bands]
    first = rows[0] if rows else None
    return Comparison(
        ages=groups([(band, band) for band in bands], lambda key: key[0], lambda row: row.age_band, panel, whole),
        genders=groups(gender_names.items(), lambda key: key[1], lambda row: row.gender, known, whole),
        ages_and_genders=groups(both, lambda key: key[:2], lambda row: (row.age_band, row.gender), known, whole),
        zones=groups(
            [(zone, zone) for zone in zones], lambda key: key[2], lambda row: row.zone, with_zone,
            [row for row in rows if row.zone],
        ),
        size=sum(panel.values()),
        without_gender=sum(panel.values()) - sum(known.values()),
        without_zone=sum(panel.values()) - sum(with_zone.values()),
        year=first.year if first else None,
        source=first.source if first else "",
        is_example=any(row.is_example for row in rows),
    )  # fmt: skip
