"""Where a survey stands, who brought it there, and that it stands in the register once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking
from panel_pages import steering
from panel_pages.life import Kind, Step, surveys, with_lives
from panel_pages.models import SurveyAct, SurveyPage
from panel_pages.tests.builders import fill_box, make_staff, make_survey
from panel_pages.tests.test_steering import LATER, data, end
from panel_pages.tests.translating import make_survey_in_three_languages

pytestmark = pytest.mark.django_db


def life_of(page, now=None):
    ((_page, life),) = with_lives(surveys().filter(pk=page.pk), now=now or timezone.now())
    return life


def test_a_survey_stands_in_the_register_once_whatever_languages_and_mirrors_it_has():
    page, _nynorsk, _english = make_survey_in_three_languages()
    page.create_alias(update_slug="mirror")
    assert list(surveys()) == [page]


def test_a_survey_without_questions_is_a_draft_that_says_so():
    life = life_of(make_survey(is_published=False, questions=[]))
    assert (life.step, life.missing) == (Step.DRAFT, (SurveyPage._meta.get_field("questions").verbose_name,))


def test_what_was_approved_is_so_until_it_is_changed():
    page, ola = make_survey(is_published=False), make_staff(username="ola")
    revision = page.get_latest_revision()
    steering.note(page, Kind.APPROVED, user=ola, now=timezone.now(), revision_id=revision.pk)
    assert (life_of(page).step, life_of(page).who) == (Step.APPROVED, "ola")
    page.purpose = "Another purpose"
    page.save_revision()
    assert life_of(page).step == Step.CHECKED


def test_a_survey_closed_early_says_by_whom_and_one_that_closed_by_itself_does_not():
    early, late = make_survey(), make_survey()
    kari, now = make_staff(username="kari"), timezone.now()
    steering.close_early(early, user=kari, now=now)
    Asking.objects.filter(page_id=late.pk).update(closes_at=now)
    assert [(life_of(page).step, life_of(page).who) for page in (early, late)] == [
        (Step.CLOSED, "kari"), (Step.CLOSED, ""),
    ]  # fmt: skip


def test_a_survey_that_was_opened_again_and_closed_by_itself_was_closed_by_nobody():
    page, now = make_survey(), timezone.now()
    kari = make_staff(username="kari")
    steering.close_early(page, user=kari, now=now)
    later, due_on = now + timedelta(days=3), (now + timedelta(days=30)).date()
    steering.open_again(page, closes_at=later, results_due_on=due_on, user=kari, now=now + timedelta(hours=1))
    life = life_of(page, now=later + timedelta(hours=1))
    assert (life.step, life.who) == (Step.CLOSED, "")


def test_what_has_closed_is_not_extended_though_its_answers_are_not_counted_yet(client):
    page = make_survey()
    end(page, opens=False)
    client.force_login(make_staff("invitations.send_mailing", "panel_pages.steer_survey"))
    client.post(reverse("survey_desk:extend", args=[page.pk]), data(timezone.now() + LATER))
    assert not SurveyAct.objects.exists()
    assert Asking.objects.get().closes_at < timezone.now()


def test_two_who_archive_at_once_write_it_down_once(monkeypatch):
    page = make_survey()
    fill_box(page, 3)
    end(page)
    # Neither has seen what the other is about to write.
    monkeypatch.setattr(steering, "is_archived", lambda page: False)
    now = timezone.now()
    steering.archive(page, user=None, now=now)
    with pytest.raises(steering.NotPossible):
        steering.archive(page, user=None, now=now + timedelta(seconds=1))
    assert SurveyAct.objects.count() == 1


def test_what_is_planned_says_who_approved_it_and_nobody_where_nobody_did():
    page, now = make_survey(), timezone.now()
    Asking.objects.filter(page_id=page.pk).update(opens_at=now + timedelta(hours=1))
    assert (life_of(page).step, life_of(page).who) == (Step.SCHEDULED, "")
    steering.note(page, Kind.APPROVED, user=make_staff(username="ola"), now=now, revision_id=page.live_revision_id)
    assert (life_of(page).step, life_of(page).who) == (Step.SCHEDULED, "ola")
