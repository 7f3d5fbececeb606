"""A survey's age limit: nobody is asked who might be too young for it."""

from datetime import date

import pytest
from django.utils import timezone

from invitations.asking import ask
from invitations.audiences import look_at
from invitations.mails import build_invitation
from invitations.rules import EVERYBODY
from invitations.tests.builders import NOW, make_asking, make_member
from outbox.models import Message
from outbox.registry import Skip

pytestmark = pytest.mark.django_db


def test_who_reaches_the_age_this_year_or_later_is_left_out_and_the_look_says_why():
    adult = make_member(birth_year=2007)
    make_member(birth_year=2008)
    make_member(birth_year=2010)
    asking = make_asking(min_age=18)

    look = look_at(EVERYBODY, asking=asking, today=date(2026, 12, 31))
    ask(asking, by=None, now=NOW, budget_reason="not even then")

    assert (look.count, [(row.reason, row.count) for row in look.left_out]) == (1, [("young", 2)])
    assert list(asking.invitations.values_list("member", flat=True)) == [adult.pk]


def test_without_a_limit_everybody_is_old_enough():
    make_member(birth_year=2011)
    look = look_at(EVERYBODY, asking=make_asking(), today=NOW.date())
    assert (look.count, look.left_out) == (1, [])


@pytest.mark.parametrize(("years", "is_sent"), [(18, False), (19, True)])
def test_a_limit_set_after_queueing_is_kept_when_the_mail_is_written(years, is_sent):
    now = timezone.now()
    make_member(birth_year=timezone.localdate(now).year - years)
    asking = make_asking(now=now)
    ask(asking, by=None, now=now)
    type(asking).objects.update(min_age=18)
    mail = build_invitation(Message.objects.get())
    assert (mail != Skip("too young")) is is_sent
