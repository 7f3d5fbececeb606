"""The worker's jobs for pages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from home.publishing import NotPublishable
from invitations.answering import tick
from invitations.models import Asking
from panel_pages import jobs
from panel_pages.jobs import PUBLISH_REFUSED, keep_schedules, open_boxes
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import fill_box, invite, make_survey
from surveys.models import Box, Response, SealedAnswer

pytestmark = pytest.mark.django_db

GRACE = timedelta(minutes=30)
MARGIN = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def half_an_hour_of_grace(settings):
    settings.SURVEY_GRACE_PERIOD = GRACE
    settings.SURVEY_LONGEST_REQUEST = MARGIN


def make_closed(answers):
    """(page, when it closed) of a survey with so many answers."""
    page = make_survey()
    fill_box(page, answers)
    closes_at = timezone.now()
    Asking.objects.filter(page_id=page.pk).update(closes_at=closes_at)
    return page, closes_at


def test_box_is_opened_after_closing_grace_and_margin_and_not_before():
    _page, closes_at = make_closed(10)

    for too_early in (timedelta(0), GRACE - timedelta(seconds=1), GRACE + MARGIN - timedelta(seconds=1)):
        open_boxes(closes_at + too_early)
        assert Box.objects.get().opened_at is None
    open_boxes(closes_at + GRACE + MARGIN)

    assert Box.objects.get().opened_count == Response.objects.count() == 10
    assert not SealedAnswer.objects.exists()


def test_open_survey_is_left_alone():
    fill_box(make_survey(), 12)

    open_boxes(timezone.now())

    assert Asking.objects.get().cohort_fixed_at is None
    assert SealedAnswer.objects.count() == 12


def test_survey_closed_early_is_opened_after_its_own_grace():
    page = make_survey()
    fill_box(page, 10)
    stopped_at = timezone.now()
    Asking.objects.update(stopped_at=stopped_at)

    open_boxes(stopped_at + GRACE + MARGIN)

    assert Box.objects.get().opened_count == 10


def test_cohort_counts_an_answer_that_was_let_in_at_the_very_end():
    page, closes_at = make_closed(3)
    slow = invite(page)

    open_boxes(closes_at + GRACE)
    assert tick(slow, now=closes_at + GRACE - timedelta(seconds=1))
    open_boxes(closes_at + GRACE + MARGIN)

    asking = Asking.objects.get()
    assert (asking.invited_count, asking.answered_count) == (4, 4)


def test_nine_answers_stay_sealed():
    _page, closes_at = make_closed(9)

    open_boxes(closes_at + GRACE + MARGIN)

    assert Box.objects.get().opened_at is None
    assert SealedAnswer.objects.count() == 9
    assert Asking.objects.get().answered_count == 9


def test_running_twice_changes_nothing():
    _page, closes_at = make_closed(10)
    open_boxes(closes_at + GRACE + MARGIN)
    opened_at = Box.objects.get().opened_at

    open_boxes(closes_at + GRACE + MARGIN + timedelta(hours=1))

    assert Box.objects.get().opened_at == opened_at
    assert Response.objects.count() == 10


def test_worker_killed_between_cohort_and_box_completes_next_time(monkeypatch):
    _page, closes_at = make_closed(10)

    def be_killed(*args, **kwargs):
        raise SystemExit

    monkeypatch.setattr(jobs, "open_box", be_killed)
    with pytest.raises(SystemExit):
        open_boxes(closes_at + GRACE + MARGIN)
    monkeypatch.undo()
    assert Asking.objects.get().cohort_fixed_at and Box.objects.get().opened_at is None

    open_boxes(closes_at + GRACE + MARGIN)

    assert Box.objects.get().opened_count == 10


def test_one_box_that_fails_never_stops_another(monkeypatch, caplog):
    first, closes_at = make_closed(10)
    make_closed(10)
    really_open = jobs.open_box

    def fail_for_the_first(box, keys, **kwargs):
        if box.page_id == first.pk:
            raise ValueError("secret words")
        return really_open(box, keys, **kwargs)

    monkeypatch.setattr(jobs, "open_box", fail_for_the_first)
    open_boxes(closes_at + GRACE + MARGIN + timedelta(minutes=1))

    assert Box.objects.filter(opened_count=10).count() == 1
    assert "secret words" not in caplog.text


def test_web_process_without_private_key_opens_nothing(settings):
    settings.SURVEY_BOX_PRIVATE_KEYS = []
    _page, closes_at = make_closed(10)

    open_boxes(closes_at + GRACE + MARGIN)

    assert SealedAnswer.objects.count() == 10


def test_dates_of_a_survey_that_is_over_cannot_be_moved_but_words_can_be_mended():
    page, closes_at = make_closed(10)
    page.closes_at = closes_at
    page.save_revision().publish()
    open_boxes(closes_at + GRACE + MARGIN)

    page.closes_at = closes_at + timedelta(days=1)
    with pytest.raises(NotPublishable):
        page.save_revision().publish()
    page.closes_at = closes_at
    page.findings = "<p>We mend the search.</p>"
    page.save_revision().publish()

    assert SurveyPage.objects.get(pk=page.pk).findings == "<p>We mend the search.</p>"


def schedule(page, *, go_live_at):
    """Approve the newest revision of `page` to be published at a time."""
    page.go_live_at = go_live_at
    revision = page.save_revision(approved_go_live_at=go_live_at)
    return revision


def test_page_is_published_and_taken_down_on_time():
    now = timezone.now()
    coming, going = make_survey(is_published=False), make_survey()
    schedule(coming, go_live_at=now - timedelta(minutes=1))
    SurveyPage.objects.filter(pk=going.pk).update(expire_at=now - timedelta(minutes=1))

    keep_schedules(now)

    coming.refresh_from_db()
    going.refresh_from_db()
    assert coming.live
    assert Asking.objects.filter(page_id=coming.pk).exists()
    assert (going.live, going.expired) == (False, True)


def test_page_whose_time_has_not_come_waits():
    page = make_survey(is_published=False)
    schedule(page, go_live_at=timezone.now() + timedelta(hours=1))

    keep_schedules(timezone.now())

    page.refresh_from_db()
    assert not page.live


def test_one_page_that_refuses_never_stops_another_and_staff_see_it_once():
    now = timezone.now()
    empty, whole = make_survey(is_published=False, questions=[]), make_survey(is_published=False)
    schedule(empty, go_live_at=now - timedelta(minutes=2))
    schedule(whole, go_live_at=now - timedelta(minutes=1))

    keep_schedules(now)
    keep_schedules(now + timedelta(minutes=1))

    empty.refresh_from_db()
    whole.refresh_from_db()
    assert (empty.live, whole.live) == (False, True)
    assert PageLogEntry.objects.filter(page=empty.pk, action=PUBLISH_REFUSED).count() == 1
    assert not PageLogEntry.objects.filter(page=whole.pk, action=PUBLISH_REFUSED).exists()


def test_revision_without_its_page_stops_no_other():
    now = timezone.now()
    orphan, whole = make_survey(is_published=False), make_survey(is_published=False)
    schedule(orphan, go_live_at=now - timedelta(minutes=2))
    schedule(whole, go_live_at=now - timedelta(minutes=1))
    Revision.objects.filter(object_id=str(orphan.pk)).update(object_id="0")

    keep_schedules(now)

    whole.refresh_from_db()
    assert whole.live
