"""Whether members answer when they are asked: the last six surveys, never when or what."""

from django.db.models import CharField, Value
from django.db.models.functions import Concat, Right

from .models import Member

REMEMBERED = 6
BATCH_SIZE = 1000


def record_closed_survey(answered_ids, unanswered_ids):
    """Remember of one survey, when all is over, who of those asked has answered. Called once, as the cohort is fixed."""
    remember(answered_ids, "1")
    remember(unanswered_ids, "0")


def remember(member_ids, mark):
    """Add `mark` as the newest of the members; the one before the last six falls out."""
    newest = Right(Concat("recent_answers", Value(mark), output_field=CharField()), REMEMBERED)
    member_ids = list(member_ids)
    for start in range(0, len(member_ids), BATCH_SIZE):
        Member.objects.filter(pk__in=member_ids[start : start + BATCH_SIZE]).update(recent_answers=newest)
