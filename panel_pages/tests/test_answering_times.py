"""Answering before the opening, after the closing and in the grace period between."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from invitations.models import Asking, Invitation
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import filled_in, invite, make_survey
from surveys.models import SealedAnswer
from surveys.questionnaire import Questionnaire

pytestmark = pytest.mark.django_db


def test_before_opening_the_page_says_when_and_takes_nothing(client):
    page = make_survey(opens_at=timezone.now() + timedelta(days=1))
    invitation = invite(page)

    for response in (client.get(form_url(invitation)), client.post(form_url(invitation), filled_in(page))):
        assert gettext("The survey has not opened yet") in response.content.decode()
    assert not SealedAnswer.objects.exists()


def close_ago(page, ago):
    Asking.objects.filter(page_id=page.pk).update(closes_at=timezone.now() - ago)


def test_after_closing_the_form_is_gone_but_within_grace_an_answer_is_taken(client, settings):
    settings.SURVEY_GRACE_PERIOD = timedelta(minutes=30)
    page = make_survey()
    invitation = invite(page)
    close_ago(page, timedelta(minutes=29))

    look = client.get(form_url(invitation))
    assert look.status_code == 410
    assert gettext("The survey is closed") in look.content.decode()
    assert client.post(form_url(invitation), filled_in(page)).status_code == 302
    assert SealedAnswer.objects.count() == 1


def test_the_page_of_a_closed_survey_leads_to_what_came_of_it_and_promises_no_date_that_is_past(client):
    page = make_survey()
    invitation = invite(page)
    close_ago(page, timedelta(hours=1))
    promise = gettext("We publish the results by %(date)s, and tell you what we do with them.").split("%")[0].strip()

    html = client.get(form_url(invitation)).content.decode()
    assert f'href="{page.url}"' in html and promise in html
    Asking.objects.filter(page_id=page.pk).update(results_due_on=timezone.localdate() - timedelta(days=1))
    assert promise not in client.get(form_url(invitation)).content.decode()


def test_answer_after_grace_is_refused_and_shown_back(client, settings):
    settings.SURVEY_GRACE_PERIOD = timedelta(minutes=30)
    page = make_survey()
    invitation = invite(page)
    close_ago(page, timedelta(minutes=31))

    response = client.post(form_url(invitation), filled_in(page, **{"What first?": "The <search>"}))

    html = response.content.decode()
    assert response.status_code == 410
    assert "The &lt;search&gt;" in html
    assert "Phone" in html
    assert not SealedAnswer.objects.exists()


def test_answer_after_grace_that_is_not_even_valid_is_shown_back_too(client, settings):
    settings.SURVEY_GRACE_PERIOD = timedelta(0)
    page = make_survey()
    invitation = invite(page)
    close_ago(page, timedelta(seconds=1))

    response = client.post(form_url(invitation), filled_in(page, **{"Easy?": ""}))

    assert response.status_code == 410
    assert "The search" in response.content.decode()


def test_survey_closed_early_takes_no_answer_after_grace(client, settings):
    settings.SURVEY_GRACE_PERIOD = timedelta(0)
    page = make_survey()
    Asking.objects.update(stopped_at=timezone.now())

    assert client.post(form_url(invite(page)), filled_in(page)).status_code == 410
    assert not SealedAnswer.objects.exists()


def test_one_closing_between_check_and_tick_wins(client, monkeypatch):
    page = make_survey()
    invitation = invite(page)

    def close_meanwhile(survey, data):
        Asking.objects.update(cohort_fixed_at=timezone.now())
        return {}

    monkeypatch.setattr(Questionnaire, "read", close_meanwhile)

    assert client.post(form_url(invitation), filled_in(page)).status_code == 410
    assert not Invitation.objects.answered().exists()
    assert not SealedAnswer.objects.exists()
