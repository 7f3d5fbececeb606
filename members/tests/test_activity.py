"""Who answers, of the last six surveys."""

import pytest

from members.activity import record_closed_survey
from members.models import Member

from .builders import make_member

pytestmark = pytest.mark.django_db


def test_the_last_six_surveys_are_remembered_newest_last():
    ada, bo, eva = make_member(), make_member(recent_answers="101010"), make_member(recent_answers="1")
    record_closed_survey([ada.pk, bo.pk], [])
    record_closed_survey([], [ada.pk, bo.pk])
    assert list(Member.objects.order_by("pk").values_list("recent_answers", flat=True)) == ["10", "101010", "1"]
    assert eva.recent_answers == "1"


def test_remembering_costs_the_same_for_one_and_for_hundreds(django_assert_num_queries):
    few = [make_member().pk]
    many = [make_member().pk for _ in range(300)]
    for ids in (few, many):
        with django_assert_num_queries(2):
            record_closed_survey(ids, ids)
