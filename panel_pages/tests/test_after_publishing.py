"""What whoever publishes a survey in the editor is told: nothing is sent, and where one chooses whom to ask."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from invitations.models import Mailing
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import make_staff, make_survey
from panel_pages.tests.editing import editor_data

pytestmark = pytest.mark.django_db
NOTHING_SENT = "Nothing has been sent. Nobody is asked before you choose whom."


def press_publish(client, page):
    """The page on which one lands after publishing `page` in the editor."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(address).content.decode()
    draft = page.get_latest_revision_as_object()
    response = client.post(address, editor_data(draft, html) | {"action-publish": "1"}, follow=True)
    assert SurveyPage.objects.get(pk=page.pk).live
    return response.content.decode()


def ways(page):
    """The addresses of its desk and of choosing whom to ask, as links."""
    return [f'href="{reverse(f"survey_desk:{view}", args=[page.pk])}"' for view in ("desk", "choose_audience")]


def test_whoever_publishes_is_led_to_the_desk_and_to_whom_to_ask(client):
    client.force_login(make_staff(is_superuser=True))
    page = make_survey(is_published=False)
    html = press_publish(client, page)
    assert _(NOTHING_SENT) in html
    assert [way in html for way in ways(page)] == [True, True]


def test_whom_to_ask_may_be_chosen_before_the_opening_too(client):
    client.force_login(make_staff(is_superuser=True))
    page = make_survey(is_published=False, opens_at=timezone.now() + timedelta(days=1))
    html = press_publish(client, page)
    assert [way in html for way in ways(page)] == [True, True]


def test_nothing_of_the_kind_is_said_once_a_mailing_has_left(client):
    client.force_login(make_staff(is_superuser=True))
    page = make_survey()
    Mailing.objects.create(
        asking=page.asking, kind="invitation", state=Mailing.State.SENT_OFF, queued_at=timezone.now(), count=1
    )
    assert _(NOTHING_SENT) not in press_publish(client, page)
