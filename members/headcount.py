"""How many members there are, as the front page tells it. Counted by the worker: no page reads every row."""

from .models import Headcount, Member


def how_many():
    """The number last counted; counted now where no worker has."""
    counted = Headcount.objects.values_list("members", flat=True).first()
    return Member.objects.count() if counted is None else counted


def count_members():
    """Count, and store it."""
    Headcount.objects.update_or_create(pk=1, defaults={"members": Member.objects.count()})
