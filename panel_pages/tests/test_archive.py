"""The archive package of a survey: everything about it, and nobody in it."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date, timedelta

import html5lib
import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from invitations.models import Asking, Mailing
from invitations.tests.builders import make_member
from members.tests.builders import make_notice
from panel_pages.archive.facts import plain
from panel_pages.archive.package import KIND
from panel_pages.jobs import open_boxes
from panel_pages.models import SurveyAct
from panel_pages.steering import note
from panel_pages.tests.builders import QUESTIONS, fill_box, invite, make_staff, make_survey
from panel_pages.tests.test_languages import STEPS
from panel_pages.tests.translating import make_survey_in_three_languages
from surveys.exporting import files
from surveys.models import Box
from surveys.results import publish_results
from surveys.slot import drop

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECRET = "Bare jeg vet at brønnen er tett"


def closed_survey(count=12):
    """A survey that is over, `count` members asked and answered, ten of them in their own words."""
    make_notice()
    page = make_survey(title="Nettsidene", findings="<p>Lett å lese.</p>", finding="Lett å lese")
    fill_box(page, count)
    box = Box.objects.get(page_id=page.pk)
    first = next(question for question in page.get_form_fields() if question.label == "What first?")
    for _ in range(10 if count else 0):
        drop(box, {first.key: SECRET})
    Mailing.objects.create(
        asking=page.asking, state=Mailing.State.SENT_OFF, queued_at=NOW, count=count, audience="De på Fornebu",
        pick=Mailing.Pick.RANDOM, size=count, seed="12345", texts={"nb": {"subject": "=Hva mener du?", "body": "Hei"}},
        rules={"how": "all", "parts": [{"rule": "workshops", "value": "yes"}]},
    )  # fmt: skip
    Asking.objects.filter(page_id=page.pk).update(closes_at=NOW - timedelta(days=1))
    open_boxes(NOW)
    return page


def package_of(page):
    """The archive package as the worker writes it."""
    item = files.order(page, KIND, by=make_staff(), now=NOW, language="nb", purpose="Arkiv", delete_by_on=date.today())
    files.write(files.claim(now=NOW))
    item.refresh_from_db()
    assert item.state == "ready"
    return zipfile.ZipFile(io.BytesIO(files.path_of(item).read_bytes()))


def data_in(package, name):
    return json.loads(package.read(name))


def test_the_package_says_what_was_asked_of_whom_and_how_they_were_chosen():
    package = package_of(closed_survey())
    survey, counts = data_in(package, "survey.json"), data_in(package, "counts.json")
    assert (survey["title"], survey["legal_basis"]) == ("Nettsidene", "Article 6(1)(e)")
    assert (counts["invited"], counts["answered"], counts["opened"]) == (12, 12, 22)
    asked = data_in(package, "questionnaire.json")
    assert [version["language"] for version in asked] == ["nb"]
    assert len(asked[0]["structure"]["items"]) == len(QUESTIONS) - 1
    mailing = data_in(package, "selection.json")[0]
    assert (mailing["audience"], mailing["seed"], mailing["count"]) == ("De på Fornebu", "12345", 12)
    assert len(mailing["rules"]) == 2
    assert data_in(package, "notices.json")[0]["nb"]
    html = package.read("questionnaire-nb.html").decode()
    for words in ("Easy?", "Phone", "4", "What first?"):
        assert words in html


def test_small_groups_are_hidden_in_it():
    page = make_survey()
    fill_box(page, 12)
    for _ in range(3):
        invite(page, make_member(gender="man"))
    Asking.objects.filter(page_id=page.pk).update(closes_at=NOW - timedelta(days=1))
    open_boxes(NOW)
    package = package_of(page)
    rows = [row for table in data_in(package, "counts.json")["groups"] for row in table["rows"]]
    assert any(row.get("hidden") for row in rows)
    assert all(row["invited"] >= 10 for row in rows if not row.get("hidden"))


def test_every_version_and_condition_is_in_it():
    condition = {"question": "Easy?", "rule": "is", "answers": "No"}
    more = ("short_text", {"label": "Why not?", "help_text": "", "required": False, "shown_if": condition})
    page = make_survey(questions=[*STEPS, more])
    raw = list(page.questions.raw_data)
    raw[1]["value"]["label"] = "One good word"
    page.questions = raw
    page.save_revision().publish()
    fill_box(page, 12)
    Asking.objects.filter(page_id=page.pk).update(closes_at=NOW - timedelta(days=1))
    open_boxes(NOW)
    package = package_of(page)
    labels = [version["texts"]["words"][raw[1]["id"]]["label"] for version in data_in(package, "questionnaire.json")]
    assert labels == ["One word", "One good word"]
    html = package.read("questionnaire-nb.html").decode()
    words = gettext("Only if the answer to «%(question)s» is «%(answers)s»") % {"question": "Easy?", "answers": "No"}
    assert "One good word" in html and words in html


def test_the_condition_of_a_step_stands_below_its_heading():
    condition = {"question": "Easy?", "rule": "is", "answers": "No"}
    more = [
        ("section", {"heading": "What failed", "text": "", "shown_if": condition}),
        ("short_text", {"label": "Why not?", "help_text": "", "required": False}),
    ]
    page = make_survey(questions=[*STEPS, *more])
    Asking.objects.filter(page_id=page.pk).update(closes_at=NOW - timedelta(days=1))
    html = package_of(page).read("questionnaire-nb.html").decode()
    words = gettext("Only if the answer to «%(question)s» is «%(answers)s»") % {"question": "Easy?", "answers": "No"}
    after = html[html.index("What failed</h2>") :]
    assert words in after[: after.index("Why not?")]


def test_its_tables_run_no_formula():
    page = closed_survey()
    Mailing.objects.update(audience="=cmd()")
    assert ";'=cmd();" in package_of(page).read("selection.csv").decode()


def test_published_figures_are_in_it_and_before_that_none():
    page = closed_survey()
    assert "results.json" not in package_of(page).namelist()
    publish_results(Box.objects.get(page_id=page.pk), invited=12, by=None, now=NOW)
    package = package_of(page)
    assert data_in(package, "results.json")["finding"] == "Lett å lese"
    rows = list(csv.reader(io.StringIO(package.read("results.csv").decode("utf-8-sig")), delimiter=";"))
    assert ["Easy?", "12", "Yes", "12", "100"] in rows


def test_it_says_what_was_done_with_the_survey_by_which_employee():
    page = closed_survey()
    kari = make_staff(username="kari", first_name="Kari", email="kari.nordmann@example.org")
    note(page, SurveyAct.Kind.EXTENDED, user=kari, now=NOW, until=NOW, reason="Ferie")
    note(page, SurveyAct.Kind.APPROVED, user=kari, now=NOW)
    package = package_of(page)
    extended, approved = data_in(package, "acts.json")
    assert (extended["by"], extended["reason"], extended["until"]) == ("kari", "Ferie", extended["at"])
    assert approved["act"] != extended["act"]
    html = package.read("index.html").decode()
    assert "kari" in html
    assert "kari.nordmann@example.org" not in "".join(package.read(name).decode() for name in package.namelist())


def test_its_pages_say_moments_as_people_do():
    page = closed_survey()
    kari = make_staff(username="kari")
    note(page, SurveyAct.Kind.EXTENDED, user=kari, now=NOW, until=NOW + timedelta(days=2))
    package = package_of(page)
    for name in ("index.html", "questionnaire-nb.html"):
        assert not re.search(r"\d{4}-\d\d-\d\dT", package.read(name).decode())
    until = date_format(timezone.localtime(NOW + timedelta(days=2)), "DATETIME_FORMAT")
    assert until in package.read("index.html").decode()


def test_a_questionnaire_is_named_and_introduced_in_its_own_language():
    page, _nynorsk, _english = make_survey_in_three_languages()
    fill_box(page, 12)
    Asking.objects.filter(page_id=page.pk).update(closes_at=NOW - timedelta(days=1))
    package = package_of(page)
    told = Asking.objects.get().translations
    for language in ("nn", "en"):
        html = package.read(f"questionnaire-{language}.html").decode()
        assert f"<h1>{told[language]['title']}</h1>" in html and told[language]["purpose"] in html
        assert f"<h1>{page.title}</h1>" not in html


def test_paragraphs_do_not_run_into_each_other():
    assert plain("<p>In Norway.</p><p>It is <b>voluntary</b>.</p>") == "In Norway.\nIt is voluntary."


def test_nobody_is_in_it():
    page = closed_survey()
    publish_results(Box.objects.get(page_id=page.pk), invited=12, by=None, now=NOW)
    package = package_of(page)
    everything = b"".join(package.read(name) for name in package.namelist()).decode()
    assert SECRET not in everything
    for invitation in page.asking.invitations.select_related("member"):
        assert invitation.member.email not in everything
        assert invitation.member.postal_code not in everything


def test_every_file_is_in_the_manifest_with_its_checksum():
    package = package_of(closed_survey())
    listed = {entry["name"]: entry["sha256"] for entry in data_in(package, "manifest.json")["files"]}
    assert listed == {
        name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist() if name != "manifest.json"
    }


def test_its_pages_are_valid_html_and_load_nothing():
    package = package_of(closed_survey())
    for name in ("index.html", "questionnaire-nb.html"):
        html = package.read(name).decode()
        html5lib.HTMLParser(strict=True).parse(html)
        assert not any(word in html for word in ("<script", "<link", "<img", "http://", "https://"))


def test_a_survey_nobody_answered_has_a_package_too():
    package = package_of(closed_survey(0))
    assert data_in(package, "counts.json")["answered"] == 0
    assert "results.json" not in package.namelist()
