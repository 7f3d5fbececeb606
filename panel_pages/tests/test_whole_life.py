"""One survey from plan to oblivion: a clock that moves, and the worker's jobs that come with it."""

import csv
import io
import zipfile
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pyreadstat
import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from members.tests.builders import make_notice
from outbox.registry import JOBS
from panel_pages.life import Step, surveys, with_lives
from panel_pages.models import SurveyAct, SurveyPage
from panel_pages.tests.builders import filled_in, invite, make_asked_page, make_staff, make_survey
from panel_pages.tests.test_languages import address
from panel_pages.tests.translating import ENGLISH, NYNORSK, translate
from staff.roles import SURVEY_OWNERS, apply_roles
from surveys.exporting import files
from surveys.exporting.models import AnswerFile
from surveys.models import Box, FreeText, Response, ResultSnapshot, SealedAnswer

pytestmark = pytest.mark.django_db

START = datetime(2030, 1, 10, 9, tzinfo=ZoneInfo("Europe/Oslo"))
LANGUAGES = ("nb", "nn", "en")
# What the worker does by itself, as often as the clock is moved.
ALONE = ("panel_pages.open_boxes", "panel_pages.forget_drafts", "panel_pages.page_schedules", "surveys.delete_expired")


@pytest.fixture
def move_to(monkeypatch):
    """A function that moves the clock to a day after the start, and lets the worker do its jobs."""
    clock = {"now": START}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])

    def move(day):
        clock["now"] = START + timedelta(days=day)
        for name in ALONE:
            JOBS[name].run(clock["now"])

    return move


@pytest.fixture
def people():
    """Two who own surveys."""
    make_asked_page()
    apply_roles()
    kari, ola = make_staff(username="kari"), make_staff(username="ola")
    for user in (kari, ola):
        user.groups.add(Group.objects.get(name=SURVEY_OWNERS))
    return kari, ola


def step(page):
    [(_page, life)] = with_lives(surveys().filter(pk=page.pk), now=timezone.now())
    return life.step


def at_desk(client, user, view, page, data=None):
    """Send a form of the desk. Whoever works today has logged in today."""
    client.force_login(user)
    return client.post(reverse(f"survey_desk:{view}", args=[page.pk]), data or {})


def send(client, language, invitation, page):
    """Answer in `language`; whether it was stored."""
    before = SealedAnswer.objects.count()
    client.post(address(language, "form", invitation), filled_in(page))
    return SealedAnswer.objects.count() > before


def fetch(client, user, page, kind):
    """The bytes of a file that was ordered at the desk and written by the worker."""
    order = {"kind": kind, "purpose": "Rapport", "delete_by_on": (timezone.localdate() + timedelta(days=9)).isoformat()}
    assert at_desk(client, user, "files", page, order).status_code == 302
    files.write(files.claim(now=timezone.now()))
    item = AnswerFile.objects.filter(kind=kind).latest("pk")
    return b"".join(client.get(reverse("survey_desk:fetch_file", args=[item.pk])).streaming_content)


def check_files(client, user, page, tmp_path):
    """Every kind of file says the same of the twelve answers."""
    rows = list(csv.reader(io.StringIO(fetch(client, user, page, "csv").decode("utf-8-sig")), delimiter=";"))
    answers = [row for row in rows if row and row[0] == "Yes"]
    assert len(answers) == 12
    sheets = openpyxl.load_workbook(io.BytesIO(fetch(client, user, page, "xlsx")), read_only=True)
    cells = [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    assert len([row for row in cells if row and row[0] == "Yes"]) == 12
    (tmp_path / "answers.sav").write_bytes(fetch(client, user, page, "sav"))
    frame, about = pyreadstat.read_sav(tmp_path / "answers.sav")
    assert list(frame["easy"]) == [1.0] * 12
    assert about.variable_value_labels["easy"] == {1.0: "Yes", 2.0: "No"}
    assert about.column_names_to_labels["where_3"] == "Where? Web"
    package = zipfile.ZipFile(io.BytesIO(fetch(client, user, page, "archive")))
    assert {f"questionnaire-{language}.html" for language in LANGUAGES} <= set(package.namelist())
    assert "ola" in package.read("acts.json").decode()


def test_a_survey_lives_its_whole_life(client, move_to, people, tmp_path):
    kari, ola = people
    make_notice()
    dates = {
        "opens_at": START + timedelta(days=7), "closes_at": START + timedelta(days=21),
        "results_due_on": START.date() + timedelta(days=40), "retention_on": START.date() + timedelta(days=90),
    }  # fmt: skip
    page = make_survey(is_published=False, now=START, findings="<p>Lett.</p>", finding="Lett", **dates)
    assert step(page) == Step.CHECKED

    # approved by a second person
    page.save_revision(user=kari)
    state = page.get_workflow().start(page, kari)
    for user, is_live in ((kari, False), (ola, True)):
        client.force_login(user)
        client.post(
            reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk]),
            {"comment": ""},
        )
        assert SurveyPage.objects.get(pk=page.pk).live is is_live
    assert SurveyAct.objects.get().user_name == "ola"
    page = SurveyPage.objects.get(pk=page.pk)
    for language, words in (("nn", NYNORSK), ("en", ENGLISH)):
        translate(page, language, words, title=language)
    client.logout()
    invitations = [invite(page) for _ in range(13)]
    assert step(page) == Step.SCHEDULED
    assert not send(client, "nb", invitations[0], page)

    # opens by itself, and is answered in three languages
    move_to(8)
    assert step(page) == Step.OPEN
    for number, invitation in enumerate(invitations[:12]):
        assert send(client, LANGUAGES[number % 3], invitation, page)
    assert at_desk(client, kari, "files", page).status_code == 302
    assert not Response.objects.exists()

    # closes by itself, and its box is opened
    move_to(22)
    client.logout()
    assert not send(client, "en", invitations[12], page)
    assert step(page) == Step.CLOSED
    assert (Response.objects.count(), SealedAnswer.objects.count()) == (12, 0)
    assert SurveyPage.objects.get(pk=page.pk).asking.answered_count == 12

    # told, late
    move_to(41)
    assert step(page) == Step.DUE
    at_desk(client, ola, "publish", page)
    assert step(page) == Step.PUBLISHED
    easy = next(item for item in ResultSnapshot.objects.get().data["items"] if item.get("label") == "Easy?")
    assert easy["n"] == 12
    check_files(client, kari, page, tmp_path)
    at_desk(client, kari, "archive", page)
    assert step(page) == Step.ARCHIVED

    # forgotten on its date, not before
    move_to(89)
    assert Response.objects.count() == 12
    move_to(90)
    assert not Response.objects.exists()
    assert not FreeText.objects.exists()
    assert Box.objects.get().opened_count == 12
    assert ResultSnapshot.objects.exists()
    assert step(page) == Step.ARCHIVED
