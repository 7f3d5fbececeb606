"""Who the panel is made of, in counts."""

from django.db.models import Count

AGE_BANDS = ((15, 29), (30, 44), (45, 59), (60, 74), (75, 130))


def by_place(members):
    """[(place, count)] of a Member queryset, the largest first; an unknown place is an empty string."""
    return list(members.values_list("place").annotate(count=Count("pk")).order_by("-count", "place"))


def by_zone(members):
    """[(zone, count)] of a Member queryset, by name; an unknown zone is an empty string."""
    return list(members.values_list("zone").annotate(count=Count("pk")).order_by("zone"))


def age_band(birth_year, *, year):
    """The band such as "30–44" a person is in during `year`; the youngest band also takes those younger."""
    age = year - birth_year
    for youngest, oldest in AGE_BANDS:
        if age <= oldest:
            return f"{youngest}–{oldest}" if oldest < 130 else f"{youngest}+"
    return f"{AGE_BANDS[-1][0]}+"
