"""The versions of a survey at its desk: every correction stands there, with who made it."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panel_pages.models import SurveyPage
from panel_pages.tests.builders import make_staff, make_survey
from panel_pages.tests.translating import NYNORSK, translate
from staff.models import User

pytestmark = pytest.mark.django_db


def look(client, page):
    return client.get(reverse("survey_desk:versions", args=[page.pk]))


def say(page, label, *, user):
    """Publish the page with another label of its first question."""
    page = SurveyPage.objects.get(pk=page.pk)
    raw = copy.deepcopy(list(page.questions.raw_data))
    raw[1]["value"]["label"] = label
    page.questions = raw
    page.save_revision(user=user).publish(user=user)


@pytest.fixture
def kari():
    return User.objects.create_superuser("kari", "kari@example.org", "x")


def test_a_correction_stands_beside_what_was_said_before_with_who_made_it(client, kari):
    page = make_survey()
    say(page, "One good word", user=kari)
    client.force_login(make_staff("invitations.send_mailing"))
    newest, first = look(client, page).context["steps"]
    assert newest.changes == [("One good word", "One word", "One good word")]
    assert (newest.who, newest.asks_otherwise) == ("kari", False)
    assert first.is_first and not first.who and first.changes == []


def test_each_language_is_compared_with_itself(client, kari):
    page = make_survey()
    nynorsk = translate(page, "nn", NYNORSK, title="Nettsidene")
    say(nynorsk, "Eitt godt ord", user=kari)
    client.force_login(kari)
    response = look(client, page)
    steps = response.context["steps"]
    assert [step.version.language for step in steps] == ["nn", "nn", "nb"]
    assert all(f"({name})" in response.content.decode() for name in ("Bokmål", "Nynorsk"))
    assert steps[0].changes == [("Eitt godt ord", "Eitt ord", "Eitt godt ord")]


def test_it_costs_the_same_however_many_there_are(client, kari, django_assert_num_queries):
    page = make_survey()
    client.force_login(kari)
    look(client, page)
    with CaptureQueriesContext(connection) as few:
        look(client, page)
    for number in range(3):
        say(page, f"Word {number}", user=kari)
    with django_assert_num_queries(len(few)):
        look(client, page)


def test_others_are_not_let_in(client):
    client.force_login(make_staff())
    assert look(client, make_survey()).status_code == 403
