"""Dates of a survey as typed in the page editor: in the wrong order, over the change of clocks, and a clock set back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking
from panel_pages.jobs import keep_schedules, open_boxes
from panel_pages.models import SurveyPage
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import fill_box, filled_in, invite, make_survey
from panel_pages.tests.test_publishing import edited
from staff.models import User
from surveys.models import Box, SealedAnswer

pytestmark = pytest.mark.django_db

SUMMER_BEGINS, WINTER_BEGINS = "2030-03-31", "2030-10-27"


@pytest.fixture
def publish(client):
    """A function that types dates into the editor of a new survey and asks for publishing: (page, form or None)."""
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))

    def publish(**dates):
        page = make_survey(is_published=False)
        data = edited(page, list(page.questions.raw_data)) | dates
        response = client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), data | {"action-publish": "action-publish"}
        )
        return SurveyPage.objects.get(pk=page.pk), response.context["form"] if response.status_code == 200 else None

    return publish


def a_day(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


@pytest.mark.parametrize(
    ("field", "dates"),
    [
        ("closes_at", {"opens_at": "2030-05-02 08:00", "closes_at": "2030-05-02 08:00"}),
        ("results_due_on", {"results_due_on": a_day(6)}),
        ("retention_on", {"retention_on": a_day(7)}),
        ("reported_on", {"reported_on": a_day(1)}),
    ],
)
def test_dates_in_the_wrong_order_are_named_beside_their_field(publish, field, dates):
    page, form = publish(**dates)
    assert field in form.errors
    assert not page.live and not Box.objects.exists()


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
@pytest.mark.parametrize("day", [SUMMER_BEGINS, WINTER_BEGINS])
def test_an_hour_that_is_not_there_or_twice_is_asked_for_again(publish, field, day):
    page, form = publish(**{field: f"{day} 02:30"})
    assert list(form.errors) == [field]
    assert not page.live


@pytest.mark.parametrize(
    ("day", "opens_at", "hours"),
    [(SUMMER_BEGINS, datetime(2030, 3, 31, 0, 30, tzinfo=UTC), 1), (WINTER_BEGINS, datetime(2030, 10, 26, 23, 30, tzinfo=UTC), 3)],
)  # fmt: skip
def test_a_survey_is_open_as_long_as_the_clock_on_the_wall_says_also_when_it_is_changed(publish, day, opens_at, hours):
    due_on = f"{day[:4]}-12-01"
    page, form = publish(
        opens_at=f"{day} 01:30", closes_at=f"{day} 03:30", results_due_on=due_on, retention_on="2031-12-01"
    )
    assert page.live, form and form.errors
    closes_at, moment = opens_at + timedelta(hours=hours), timedelta(seconds=1)
    asking = Asking.objects.get()
    assert (asking.opens_at, asking.closes_at) == (opens_at, closes_at)
    seen = [asking.is_open(at) for at in (opens_at - moment, opens_at, closes_at - moment, closes_at)]
    assert seen == [False, True, True, False]
    assert [page.state(at).value for at in (opens_at - moment, opens_at, closes_at)] == ["planned", "open", "working"]


def test_what_goes_live_in_the_hour_of_the_change_goes_live_once(publish, monkeypatch):
    before, after = datetime(2030, 10, 27, 0, 59, tzinfo=UTC), datetime(2030, 10, 27, 1, 1, tzinfo=UTC)
    page = make_survey(is_published=False, go_live_at=datetime(2030, 10, 27, 1, tzinfo=UTC))
    page.get_latest_revision().publish()
    for now, is_live in ((before, False), (after, True), (before, True), (after, True)):  # and with the clock set back
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        keep_schedules(now)
        assert SurveyPage.objects.get(pk=page.pk).live is is_live
    assert Box.objects.count() == Asking.objects.count() == 1


def test_a_clock_set_back_before_the_opening_closes_the_survey_for_so_long_and_loses_nothing(client, monkeypatch):
    page = make_survey()
    answered, invited = invite(page), invite(page)
    client.post(form_url(answered), filled_in(page))
    right, back = timezone.now(), timezone.now() - timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: back)
    open_boxes(back)
    client.post(form_url(invited), filled_in(page))
    assert (SealedAnswer.objects.count(), Asking.objects.get().cohort_fixed_at) == (1, None)
    monkeypatch.setattr(timezone, "now", lambda: right)
    assert client.post(form_url(invited), filled_in(page)).status_code == 302
    client.post(form_url(answered), filled_in(page))
    assert SealedAnswer.objects.count() == 2


def test_a_clock_set_back_after_the_closing_opens_no_box_twice(monkeypatch):
    page = make_survey()
    fill_box(page, 10)
    closing = Asking.objects.get().box_opens_at
    for now in (closing, closing - timedelta(days=10), closing, closing + timedelta(days=1)):
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        open_boxes(now)
    box = Box.objects.get()
    assert (box.opened_count, box.opened_at) == (10, closing)
