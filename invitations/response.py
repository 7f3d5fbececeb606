"""Who answers, by age, gender and zone: counts of members, suppressed like every other breakdown."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from figures.shares import percent
from figures.suppression import hide_in_groups
from members.composition import age_band
from members.models import Member


@dataclass(frozen=True)
class Response:
    """One group of those asked. Numbers are None where few people could be recognised in them."""

    label: str
    invited: int | None
    answered: int | None

    @property
    def is_hidden(self):
        return self.answered is None

    @property
    def rate(self):
        return None if self.is_hidden else percent(self.answered, self.invited)


def response_rates(asking):
    """[(heading, [Response])] of those the mail has reached and who are still members; one query."""
    year = timezone.localdate(asking.opens_at).year
    rows = (
        asking.invitations.reached().exclude(member=None).order_by()
        .values_list("member__birth_year", "member__gender", "member__zone")
        .annotate(invited=Count("pk"), answered=Count("pk", filter=Q(answered=True)))
    )  # fmt: skip
    ages, genders, zones = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
    labels = {**dict(Member.Gender.choices), "": _("Not said")}
    for birth_year, gender, zone, invited, answered in rows:
        for groups, name in (
            (ages, age_band(birth_year, year=year)),
            (genders, str(labels[gender])),
            (zones, zone or _("Not known")),
        ):
            groups[name][0] += answered
            groups[name][1] += invited - answered
    return [(_("Age"), of_groups(ages)), (_("Gender"), of_groups(genders)), (_("Zone"), of_groups(zones))]


def of_groups(groups):
    """The groups by name, with what may not be shown taken out."""
    shown = hide_in_groups({name: list(counts) for name, counts in sorted(groups.items())})
    return [
        Response(name, None, None)
        if counts is None or None in counts
        else Response(name, sum(counts), counts[0])
        for name, counts in shown.items()
    ]  # fmt: skip
