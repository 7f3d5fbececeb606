"""The admin's start page: which surveys need somebody."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking
from panel_pages.jobs import open_boxes
from panel_pages.models import SurveyPage
from panel_pages.steering import archive
from panel_pages.tests.builders import fill_box, invite, make_staff, make_survey
from surveys.box import open_box
from surveys.models import Box


def start_page(client, *permissions):
    client.force_login(make_staff(*permissions))
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.django_db
def test_the_start_page_tells_survey_owners_what_needs_them(client):
    asked, opened = make_survey(title="Being answered"), make_survey(title="To be told")
    unasked = make_survey(title="Nobody asked")
    invite(asked)
    fill_box(opened, 10)
    open_box(Box.objects.get(page_id=opened.pk), settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    html = start_page(client, "invitations.send_mailing")
    for page in (asked, opened, unasked):
        assert reverse("survey_desk:desk", args=[page.pk]) in html


@pytest.mark.django_db
def test_results_that_are_late_are_called_late(client):
    page = make_survey(title="Late")
    fill_box(page, 10)
    open_box(Box.objects.get(page_id=page.pk), settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    before = start_page(client, "surveys.see_answers")
    SurveyPage.objects.filter(pk=page.pk).update(results_due_on=timezone.localdate() - timedelta(days=1))
    after = client.get(reverse("wagtailadmin_home")).content.decode()
    row = after[after.index("Late</a>") :][:200]
    assert row != before[before.index("Late</a>") :][:200]


@pytest.mark.django_db
def test_a_survey_that_too_few_answered_is_late_too_until_it_is_archived(client):
    page = make_survey(title="Silent")
    fill_box(page, 3)
    past = timezone.now() - timedelta(days=1)
    Asking.objects.filter(page_id=page.pk).update(closes_at=past)
    SurveyPage.objects.filter(pk=page.pk).update(closes_at=past)
    open_boxes(timezone.now())
    desk = reverse("survey_desk:desk", args=[page.pk])
    assert f'{desk}">' not in start_page(client, "surveys.see_answers")
    assert not client.get(desk).context["is_late"]
    SurveyPage.objects.filter(pk=page.pk).update(results_due_on=timezone.localdate() - timedelta(days=1))
    assert "Silent</a>" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(desk).context["is_late"]
    archive(page, user=None, now=timezone.now())
    assert "Silent</a>" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert not client.get(desk).context["is_late"]


@pytest.mark.django_db
def test_an_editor_is_not_bothered(client):
    page = make_survey(title="Being answered")
    assert reverse("survey_desk:desk", args=[page.pk]) not in start_page(client)


@pytest.mark.django_db
def test_drafts_and_planned_surveys_need_nobody(client):
    draft = make_survey(is_published=False)
    planned = make_survey(opens_at=timezone.now() + timedelta(days=1))
    html = start_page(client, "invitations.send_mailing")
    for page in (draft, planned):
        assert f'{reverse("survey_desk:desk", args=[page.pk])}">' not in html
