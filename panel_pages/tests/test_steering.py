"""Extending, closing early, opening again, archiving: when they may be done, and what follows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from invitations.models import Asking
from members.models import Member
from panel_pages import steering
from panel_pages.desk.stages import Stage
from panel_pages.jobs import open_boxes
from panel_pages.models import SurveyAct, SurveyPage
from panel_pages.tests.builders import fill_box, make_staff, make_survey
from surveys.exporting.models import AnswerFile
from surveys.models import Box, Response, ResultSnapshot
from surveys.results import publish_results

pytestmark = pytest.mark.django_db

LATER = timedelta(days=14)


def url(name, page):
    return reverse(f"survey_desk:{name}", args=[page.pk])


@pytest.fixture
def owner(client):
    client.force_login(make_staff("invitations.send_mailing", "panel_pages.steer_survey", username="kari"))
    return client


def data(closes_at, **further):
    """What the form of a new deadline sends."""
    local = timezone.localtime(closes_at)
    due_on = (local + timedelta(days=60)).date()
    return {"closes_at": f"{local:%d.%m.%Y %H:%M}", "results_due_on": f"{due_on:%d.%m.%Y}", **further}


def end(page, *, opens=True):
    """Let the deadline pass, and the worker do its job."""
    now = timezone.now()
    past = now - timedelta(days=1)
    SurveyPage.objects.filter(pk=page.pk).update(closes_at=past, opens_at=past - timedelta(days=1))
    Asking.objects.filter(page_id=page.pk).update(closes_at=past, opens_at=past - timedelta(days=1))
    if opens:
        open_boxes(now)


@pytest.mark.parametrize("name", ["extend", "close", "reopen", "archive"])
def test_steering_needs_its_permission(client, name):
    client.force_login(make_staff("invitations.send_mailing"))
    page = make_survey()
    assert client.get(url(name, page)).status_code == client.post(url(name, page)).status_code == 403


def test_a_deadline_is_moved_everywhere_and_a_draft_beside_it_stays_a_draft(owner):
    page = make_survey()
    page.title = "A draft"
    page.save_revision()
    closes_at = (timezone.now() + LATER).replace(second=0, microsecond=0)
    owner.post(url("extend", page), data(closes_at, reason="Holidays"))
    page = SurveyPage.objects.get(pk=page.pk)
    assert (page.title, page.closes_at, page.asking.closes_at) == ("The web pages", closes_at, closes_at)
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.closes_at) == ("A draft", closes_at)
    act = SurveyAct.objects.get()
    assert (act.kind, act.user_name, act.until, act.reason) == ("extended", "kari", closes_at, "Holidays")


@pytest.mark.parametrize("days", [-1, 3])
def test_a_deadline_is_never_moved_back(owner, days):
    page = make_survey()
    owner.post(url("extend", page), data(timezone.now() + timedelta(days=days)))
    assert SurveyPage.objects.get(pk=page.pk).closes_at == page.closes_at
    assert not SurveyAct.objects.exists()


def test_a_deadline_after_the_deletion_is_refused_in_words(owner):
    page = make_survey()
    response = owner.post(url("extend", page), data(timezone.now() + timedelta(days=400)))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert not SurveyAct.objects.exists()


@pytest.mark.parametrize("hour", ["31.3.2030 02:30", "27.10.2030 02:30"])
def test_an_hour_that_is_not_there_or_twice_is_no_deadline(owner, hour):
    page = make_survey(retention_on=timezone.localdate().replace(year=2032))
    response = owner.post(url("extend", page), data(timezone.now() + LATER) | {"closes_at": hour})
    assert "closes_at" in response.context["form"].errors


def test_what_is_no_day_is_said_to_be_none_and_stands_there_to_be_mended(owner):
    page = make_survey()
    typed = data(timezone.now() + LATER, reason="Holidays") | {
        "closes_at": "Friday noon",
        "results_due_on": "32.12.2026",
    }
    response = owner.post(url("extend", page), typed)
    assert response.context["form"].errors == {
        "closes_at": [_("Write the day and the time like this: 3.12.2026 12:00.")],
        "results_due_on": [_("Write the day like this: 3.12.2026.")],
    }
    html = response.content.decode()
    assert all(f'value="{value}"' in html for value in typed.values())
    assert not SurveyAct.objects.exists()


def test_a_deadline_stands_as_it_is_typed_and_brings_the_calendar(owner):
    page = make_survey()
    html = owner.get(url("extend", page)).content.decode()
    assert f'value="{timezone.localtime(page.closes_at):%d.%m.%Y %H:%M}"' in html
    assert f'value="{page.results_due_on:%d.%m.%Y}"' in html
    assert html.index("date-time-chooser.js") < html.index("initDateTimeChooser(")
    assert "typed_dates.js" in html


def test_closing_early_is_written_down_once(owner):
    page = make_survey()
    owner.post(url("close", page), {"reason": "A mistake"})
    owner.post(url("close", page))
    act = SurveyAct.objects.get()
    assert (act.kind, act.user_name, act.reason) == ("closed", "kari", "A mistake")


def test_a_survey_opened_again_opens_its_box_a_second_time_for_ten_new_answers(owner):
    page = make_survey()
    fill_box(page, 10)
    Member.objects.update(recent_answers="")
    end(page)
    assert Response.objects.count() == 10
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    page = SurveyPage.objects.get(pk=page.pk)
    assert page.asking.is_open(timezone.now())
    assert owner.get(url("desk", page)).context["stage"] == Stage.OPEN
    fill_box(page, 10, easy="No")
    end(page)
    box = Box.objects.get()
    assert (box.opened_count, Response.objects.count(), box.answers.count()) == (20, 20, 0)
    asking = Asking.objects.get()
    assert (asking.invited_count, asking.answered_count) == (20, 20)
    # the first ten were remembered at the first closing, and are not a second time
    assert set(Member.objects.values_list("recent_answers", flat=True)) == {"1", ""}


def test_nine_new_answers_stay_sealed(owner):
    page = make_survey()
    fill_box(page, 10)
    end(page)
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    fill_box(page, 9)
    end(page)
    box = Box.objects.get()
    assert (box.opened_count, Response.objects.count(), box.answers.count()) == (10, 10, 9)
    assert owner.get(url("desk", page)).context["stage"] == Stage.OPENED


def test_a_box_that_was_too_empty_opens_for_ten_in_all(owner):
    page = make_survey()
    fill_box(page, 6)
    end(page)
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    fill_box(page, 4)
    end(page)
    assert Response.objects.count() == 10


def test_a_box_never_opens_again_by_itself():
    page = make_survey()
    fill_box(page, 10)
    end(page)
    fill_box(page, 10)
    open_boxes(timezone.now())
    assert Response.objects.count() == 10


def publish(page):
    publish_results(Box.objects.get(), invited=10, by=None, now=timezone.now())


def test_what_is_published_archived_or_deleted_is_not_opened_again(owner):
    page = make_survey()
    fill_box(page, 10)
    assert not steering.may_reopen(page, page.asking, Box.objects.get(), now=timezone.now())
    end(page)
    Box.objects.update(delete_on=timezone.localdate())
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    Box.objects.update(delete_on=timezone.localdate() + timedelta(days=300))
    publish(page)
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    assert not SurveyAct.objects.exists()
    assert Asking.objects.get().cohort_fixed_at is not None


def test_a_survey_is_archived_when_its_results_are_published_and_once(owner):
    page = make_survey()
    fill_box(page, 10)
    end(page)
    owner.post(url("archive", page))
    assert not SurveyAct.objects.exists()
    publish(page)
    owner.post(url("archive", page))
    owner.post(url("archive", page))
    act = SurveyAct.objects.get()
    assert (act.kind, act.user_name) == ("archived", "kari")
    assert ResultSnapshot.objects.exists()


def test_a_survey_too_few_answered_is_archived_without_results(owner):
    page = make_survey()
    fill_box(page, 3)
    end(page)
    owner.post(url("archive", page))
    assert SurveyAct.objects.get().kind == "archived"
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    assert SurveyAct.objects.count() == 1


def test_acts_survive_an_older_revision_that_is_published(owner):
    page = make_survey()
    fill_box(page, 3)
    end(page, opens=False)
    first = page.revisions.order_by("pk").first()
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    first.publish()
    assert SurveyAct.objects.get().kind == "reopened"


def test_a_clock_set_back_opens_no_survey_that_is_over():
    page = make_survey()
    fill_box(page, 10)
    end(page)
    before = timezone.now() - timedelta(days=2)
    asking = Asking.objects.get()
    assert not asking.is_open(before)
    open_boxes(before)
    assert (Asking.objects.get().cohort_fixed_at, Box.objects.get().opened_count) == (asking.cohort_fixed_at, 10)


def test_no_file_of_answers_is_ordered_while_a_survey_is_open_a_second_time(client, owner):
    page = make_survey()
    fill_box(page, 10)
    end(page)
    owner.post(url("reopen", page), data(timezone.now() + LATER))
    client.force_login(make_staff("surveys.see_answers", "surveys.export_answers"))
    order = {"kind": "csv", "purpose": "Peek", "delete_by_on": timezone.localdate().isoformat()}
    for response in (client.get(url("files", page)), client.post(url("files", page), order)):
        assert response.status_code == 302
    assert not AnswerFile.objects.exists()
    end(page)
    assert client.get(url("files", page)).status_code == 200
