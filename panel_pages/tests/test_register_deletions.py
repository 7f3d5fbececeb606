"""What is deleted by itself, with its dates."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from members.models import Enrolment
from members.tests.builders import make_enrolment, make_member
from panel_pages.tests.builders import make_staff, make_survey
from panel_pages.tests.register import ALL, TODAY, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(client):
    """A client logged in as somebody who may do everything here."""
    client.force_login(make_staff(*ALL, username="vokter"))
    return client


def test_what_is_deleted_by_itself_stands_with_its_dates(caretaker):
    survey = make_survey(title="Om bussen")
    make_member(state="stopped", state_since_on=TODAY - timedelta(days=360))
    response = caretaker.get(url("deletions"))
    html = response.content.decode()
    assert "Om bussen" in html
    assert date_format(survey.retention_on) in html
    stopped = [row["counts"] for row in response.context["rows"] if row["after"] == timedelta(days=365)]
    assert stopped == [[0, 1, 1]]


def test_looking_at_deletions_deletes_nothing_and_costs_the_same_for_many(caretaker):
    make_enrolment(created_at=timezone.now() - timedelta(days=40))
    caretaker.get(url("deletions"))
    with CaptureQueriesContext(connection) as few:
        caretaker.get(url("deletions"))
    for _ in range(5):
        make_member(unreachable_since_on=TODAY.replace(year=2020))
        make_survey()
    with CaptureQueriesContext(connection) as many:
        caretaker.get(url("deletions"))
    assert len(many) == len(few)
    assert Enrolment.objects.count() == 1
