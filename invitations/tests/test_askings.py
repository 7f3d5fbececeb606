"""Askings: open is computed, closing early holds, and the cohort is fixed once."""

from datetime import date, timedelta

import pytest

from invitations.askings import CohortIsFixed, close, dates_may_be, fix_cohort, plan
from invitations.counts import counts, counts_for
from invitations.models import Asking
from invitations.tests.builders import NOW, make_asking, make_invitation, make_member, make_page
from members.membership import leave
from members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def half_an_hour_of_grace(settings):
    settings.SURVEY_GRACE_PERIOD = timedelta(minutes=30)


def page_that_asks(**facts):
    page = make_page()
    defaults = {
        "purpose": "New web pages", "introduction": "", "minutes": 8, "owner_unit": "Unit", "contact_name": "Kari",
        "contact_email": "kari@example.org", "identity_mode": "anonymous", "has_special_categories": False,
        "results_due_on": date(2026, 11, 1),
    }  # fmt: skip
    for name, value in {**defaults, **facts}.items():
        setattr(page, name, value)
    return page


def test_planning_copies_what_mail_and_form_say():
    page = page_that_asks(minutes=5)

    page.has_special_categories = True
    asking = plan(page, opens_at=NOW, closes_at=NOW + timedelta(days=1))

    asking.refresh_from_db()
    assert (asking.page_id, asking.minutes, asking.results_due_on) == (page.pk, 5, date(2026, 11, 1))
    assert asking.has_special_categories


def test_planning_again_renews_the_one_asking_of_the_page():
    page = page_that_asks()
    plan(page, opens_at=NOW, closes_at=NOW + timedelta(days=1))

    plan(page, opens_at=NOW, closes_at=NOW + timedelta(days=2))

    assert Asking.objects.get().closes_at == NOW + timedelta(days=2)


def test_dates_stand_once_the_cohort_is_fixed_but_words_may_change():
    page = page_that_asks()
    asking = plan(page, opens_at=NOW - timedelta(days=2), closes_at=NOW - timedelta(days=1))
    fix_cohort(asking, now=NOW)

    with pytest.raises(CohortIsFixed):
        plan(page, opens_at=asking.opens_at, closes_at=NOW + timedelta(days=1))
    page.purpose = "Mended"
    assert dates_may_be(page.pk, opens_at=asking.opens_at.replace(second=0, microsecond=0), closes_at=asking.closes_at)
    assert plan(page, opens_at=asking.opens_at, closes_at=asking.closes_at).purpose == "Mended"


def test_open_from_the_first_moment_until_before_the_last():
    asking = make_asking(opens_at=NOW, closes_at=NOW + timedelta(days=1))

    assert asking.is_open(NOW)
    assert asking.is_open(asking.closes_at - timedelta(seconds=1))
    assert not asking.is_open(NOW - timedelta(seconds=1))
    assert not asking.is_open(asking.closes_at)


def test_answers_are_accepted_within_the_grace_period_and_no_longer():
    asking = make_asking(opens_at=NOW, closes_at=NOW + timedelta(days=1))
    last = asking.closes_at + timedelta(minutes=30)

    assert asking.accepts(last - timedelta(seconds=1))
    assert not asking.accepts(last)
    assert not asking.accepts(NOW - timedelta(seconds=1))


def test_unpublished_page_is_neither_open_nor_accepting():
    asking = make_asking(page=make_page(live=False))

    assert not asking.is_open(NOW)
    assert not asking.accepts(NOW)
    assert not Asking.objects.accepting(NOW).exists()


@pytest.mark.parametrize("minutes", [-1, 0, 29, 30, 31])
@pytest.mark.parametrize("is_stopped", [False, True])
def test_the_database_agrees_with_python_about_what_is_accepted(minutes, is_stopped):
    asking = make_asking(opens_at=NOW - timedelta(days=1), closes_at=NOW)
    if is_stopped:
        asking = make_asking(stopped_at=NOW)
    moment = NOW + timedelta(minutes=minutes)

    assert Asking.objects.accepting(moment).filter(pk=asking.pk).exists() == asking.accepts(moment)


def test_closing_early_ends_it_at_once_and_only_once():
    asking = make_asking()

    assert close(asking, now=NOW)
    assert not close(asking, now=NOW + timedelta(hours=1))

    asking.refresh_from_db()
    assert asking.ends_at == NOW
    assert not asking.is_open(NOW)
    assert asking.accepts(NOW)


@pytest.mark.parametrize("dates", [{"opens_at": NOW + timedelta(days=1)}, {"closes_at": NOW - timedelta(days=1)}])
def test_what_is_not_open_cannot_be_closed(dates):
    assert not close(make_asking(**dates), now=NOW)


def test_cohort_is_those_the_mail_reached():
    asking = make_asking(closes_at=NOW)
    make_invitation(asking, answered=True)
    make_invitation(asking)
    make_invitation(asking, reached=False)

    assert fix_cohort(asking, now=asking.box_opens_at)

    asking.refresh_from_db()
    assert (asking.invited_count, asking.answered_count) == (2, 1)
    assert asking.bands["place"] == [["SANDVIKA", 2]]


def test_cohort_is_not_fixed_while_an_answer_may_be_on_its_way():
    asking = make_asking(closes_at=NOW)

    assert not fix_cohort(asking, now=asking.takes_answers_until)
    assert not fix_cohort(asking, now=asking.box_opens_at - timedelta(seconds=1))
    assert Asking.objects.unfixed().exists()


def test_cohort_is_fixed_once():
    asking = make_asking(closes_at=NOW)
    fix_cohort(asking, now=asking.box_opens_at)
    make_invitation(asking, answered=True)

    assert not fix_cohort(asking, now=asking.box_opens_at)
    assert counts(asking).invited == 0


def test_leaving_bends_no_count_before_or_after_fixing():
    asking = make_asking(closes_at=NOW)
    first, second = make_member(), make_member()
    make_invitation(asking, first, answered=True)
    make_invitation(asking, second)

    leave(first)
    assert (counts(asking).invited, counts(asking).answered) == (2, 1)
    fix_cohort(asking, now=asking.box_opens_at)
    leave(second)

    assert (counts(asking).invited, counts(asking).answered, counts(asking).rate) == (2, 1, 50)


def test_counts_of_many_pages_are_one_query(django_assert_num_queries):
    askings = [make_asking() for _ in range(4)]
    make_invitation(askings[0], answered=True)
    make_invitation(askings[0])
    bare = make_page()

    with django_assert_num_queries(1):
        found = counts_for([*(asking.page_id for asking in askings), bare.pk])

    assert (found[askings[0].page_id].invited, found[askings[0].page_id].answered) == (2, 1)
    assert (found[bare.pk].invited, found[bare.pk].rate) == (0, None)


def test_members_are_remembered_to_have_answered_or_not_once_all_is_over():
    asking = make_asking()
    answered, silent = make_invitation(asking, answered=True), make_invitation(asking)
    never_reached = make_invitation(asking, reached=False)

    fix_cohort(asking, now=asking.box_opens_at)
    fix_cohort(asking, now=asking.box_opens_at)

    marks = [Member.objects.get(pk=row.member_id).recent_answers for row in (answered, silent, never_reached)]
    assert marks == ["1", "0", ""]
