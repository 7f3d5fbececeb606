"""What is said of answers before they are deleted, and after."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import override

from panel_pages.archive.package import KIND
from panel_pages.models import SurveyPage
from panel_pages.states import Place
from panel_pages.tests.builders import fill_box, make_staff, make_survey
from panel_pages.tests.modes import in_code
from panel_pages.tests.test_outcome import publish
from panel_pages.tests.test_steering import end
from panel_pages.tests.translating import make_survey_in_three_languages
from panel_pages.way import way_of
from staff.models import User
from surveys.box import delete_expired
from surveys.exporting import files
from surveys.models import Box

pytestmark = pytest.mark.django_db

TO_COME = {
    "nb": ["Svarene er", "Svarene slettes", "Alle svarene slettes"],
    "nn": ["Svara er", "Svara blir sletta", "Alle svara blir sletta"],
    "en": ["Answers are", "Answers are deleted", "Every answer is deleted"],
}
PAST = {
    "nb": ["Svarene var", "Svarene ble slettet", "Alle svarene ble slettet"],
    "nn": ["Svara var", "Svara blei sletta", "Alle svara blei sletta"],
    "en": ["Answers were", "Answers were deleted", "Every answer was deleted"],
}


def date_passed(page, *, days=1, is_deleted=True):
    """Let it be so many days since the date answers were to be deleted, and the worker have done it."""
    day = timezone.localdate() - timedelta(days=days)
    SurveyPage.objects.filter(translation_key=page.translation_key).update(retention_on=day)
    Box.objects.filter(page_id=page.pk).update(delete_on=day)
    if is_deleted:
        delete_expired(today=timezone.localdate())
    return day


def said_on(client, page, day):
    """The labels around the date on the page, in its order."""
    html = client.get(page.url).content.decode()
    with override(page.locale.language_code):
        assert date_format(day, "DATE_FORMAT") in html
    words = {*TO_COME[page.locale.language_code], *PAST[page.locale.language_code]}
    return {line.strip() for line in strip_tags(html.replace("<", "\n<")).splitlines()} & words


@pytest.mark.parametrize("has_results", [True, False])
def test_the_page_says_that_answers_are_deleted_until_they_are_and_then_that_they_were(client, has_results):
    page, *others = make_survey_in_three_languages()
    if has_results:
        publish(page)
    else:
        fill_box(page, 3)
    for one in (page, *others):
        assert said_on(client, one, page.retention_on) == set(TO_COME[one.locale.language_code])

    day = date_passed(page, days=0, is_deleted=False)
    for one in (page, *others):
        assert said_on(client, one, day) == set(TO_COME[one.locale.language_code])

    day = date_passed(page, days=0)
    for one in (page, *others):
        assert said_on(client, one, day) == set(PAST[one.locale.language_code])


def test_a_worker_that_stands_still_has_deleted_nothing(client):
    page = make_survey()
    fill_box(page, 3)
    day = date_passed(page, is_deleted=False)
    assert said_on(client, page, day) == set(TO_COME["nb"])
    assert way_of(SurveyPage.objects.get(), now=timezone.now())[-1].place == Place.COMING


def test_a_survey_nobody_has_answered_says_that_answers_were_deleted_when_its_date_has_come_and_no_sooner(client):
    page = make_survey()
    assert said_on(client, page, date_passed(page, days=-1)) == set(TO_COME["nb"])
    assert said_on(client, page, date_passed(page)) == set(PAST["nb"])


@pytest.mark.parametrize(("days", "said"), [(0, "ikke knyttet til noen siden"), (-1, "lagret med kode til")])
def test_a_survey_with_a_code_says_when_the_code_is_gone(client, days, said):
    day = timezone.localdate() - timedelta(days=days)
    page = in_code()
    SurveyPage.objects.update(subject_until_on=day)
    fill_box(page, 3)
    assert f"{said} {date_format(day, 'DATE_FORMAT')}" in client.get(page.url).content.decode()


def test_archiving_says_what_has_become_of_the_answers(client):
    client.force_login(make_staff("panel_pages.steer_survey"))
    page = make_survey()
    fill_box(page, 3)
    end(page)
    address = reverse("survey_desk:archive", args=[page.pk])
    html = client.get(address).content.decode()
    assert f"Svarene slettes {date_format(page.retention_on, 'DATE_FORMAT')} som før." in html
    day = date_passed(page)
    html = client.get(address).content.decode()
    assert f"Svarene ble slettet {date_format(day, 'DATE_FORMAT')}." in html
    assert "Svarene slettes" not in html


@pytest.mark.parametrize("are_deleted", [True, False])
def test_an_archive_package_made_after_the_date_says_so(are_deleted):
    page = publish(make_survey())
    end(page, opens=False)
    if are_deleted:
        date_passed(page)
    now = timezone.now()
    item = files.order(page, KIND, by=make_staff(), now=now, language="nb", purpose="Arkiv", delete_by_on=date.today())
    files.write(files.claim(now=now))
    item.refresh_from_db()
    html = zipfile.ZipFile(io.BytesIO(files.path_of(item).read_bytes())).read("index.html").decode()
    assert ("<dt>Svarene ble slettet</dt>" in html, "<dt>Svarene slettes</dt>" in html) == (
        are_deleted,
        not are_deleted,
    )


def test_the_listing_of_answers_says_when_they_were_deleted_and_no_longer_that_they_are_sealed(client):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    page = make_survey()
    fill_box(page, 3)
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    sealed, deleted = "De ligger forseglet", "Svarene ble slettet"
    html = client.get(address).content.decode()
    assert (sealed in html, deleted in html) == (True, False)
    day = date_passed(page)
    html = client.get(address).content.decode()
    assert (sealed in html, f"{deleted} {date_format(day, 'DATE_FORMAT')}." in html) == (False, True)
