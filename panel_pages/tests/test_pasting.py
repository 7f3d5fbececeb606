"""A survey from a document: it is read, looked through, and made only then."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from panel_pages.desk.pasting import EXAMPLE
from panel_pages.desk.reading import QUESTIONS, Reading
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import make_survey
from panel_pages.tests.pasting import PASTE, TEXT, labels, make, name, newest, read, rows, shown
from staff.tests.builders import make_employee
from surveys.blocks import with_ids
from surveys.pasted import read_document
from surveys.tests.pasted import DOCUMENTS

pytestmark = pytest.mark.django_db


def test_reading_makes_nothing_and_a_second_look_makes_a_draft_that_opens(client, builder):
    response = read(client)
    assert not SurveyPage.objects.exists()
    assert b"Sykkel i B\xc3\xa6rum" in response.content
    made = make(client, response)
    page = SurveyPage.objects.get()
    assert made.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.live, page.owner) == ("Sykkel i Bærum", False, builder)
    assert client.get(made.url).status_code == 200
    assert labels(page)[:3] == ["Om deg", "Sykler du?", "Turene dine"]
    assert [block.value["required"] for block in newest(page).questions if "label" in block.value][:2] == [True, False]


def test_a_text_that_was_changed_is_read_again_with_the_choices_and_nothing_is_made(client, builder):
    response = read(client)
    kind = name(response, "Hva er fint på veien?", "kind")
    again = make(client, response, text=TEXT + "5. Hva er farlig?\n", **{kind: "short_text"})
    assert not SurveyPage.objects.exists()
    assert rows(again)["Hva er fint på veien?"].kind == "short_text"
    assert rows(again)["Hva er farlig?"].kind == "long_text"
    make(client, again)
    assert labels(SurveyPage.objects.get())[-1] == "Hva er farlig?"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Bare en overskrift", "Fant ingen spørsmål"),
        ("", "Dette feltet er påkrevet"),
        ("x" * 50_001, "50"),
        ("Hvorfor?\x00", "Null"),
        ("\n".join(f"Er {number} fint?" for number in range(101)), "101"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_a_sentence_and_stays(client, builder, text, sentence):
    response = read(client, text)
    assert response.status_code == 200
    [error] = response.context["form"].errors["text"]
    assert sentence in error
    assert BeautifulSoup(response.content, "html.parser").select_one("textarea").text.strip() == text.strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("S\n\nSykler du?\n- " + "x" * 201 + "\n- Nei", "Sykler du?"),
        ("S\n\n" + "x" * 251 + "?", "x" * 251 + "?"),
        ("S\n\nHva liker du?\n" + "\n".join(f"- {number}" for number in range(31)), "Hva liker du?"),
    ],
)
def test_what_is_too_long_is_named_beside_its_question_and_nothing_is_made(client, builder, text, words):
    response = read(client, text)
    assert not list(response.context["messages"])
    again = make(client, response)
    assert not SurveyPage.objects.exists()
    assert rows(again)[words].problems
    assert [message.level_tag for message in again.context["messages"]] == ["error"]


def test_what_publishing_will_ask_for_is_said_and_keeps_nothing_from_being_made(client, builder):
    response = read(client, "S\n\nHvor fornøyd er du?\nHvorfor?")
    assert rows(response)["Hvor fornøyd er du?"].lacks
    assert not rows(response)["Hvorfor?"].lacks
    make(client, response)
    assert labels(SurveyPage.objects.get()) == ["Hvor fornøyd er du?", "Hvorfor?"]


def test_a_survey_without_a_title_is_not_made_and_the_one_that_is_written_wins(client, builder):
    response = read(client, "Sykler du?\nHvorfor?")
    again = make(client, response)
    assert again.context["form"].errors["title"]
    assert not SurveyPage.objects.exists()
    again = make(client, response, title="x" * 121, **{name(response, "Hvorfor?", "kind"): "short_text"})
    assert again.context["form"].errors["title"]
    assert rows(again)["Hvorfor?"].kind == "short_text", "what was chosen stays"
    make(client, read(client), title="Mine ord")
    assert SurveyPage.objects.get().title == "Mine ord"


def test_purpose_and_introduction_are_taken_along_as_they_were_mended(client, builder):
    response = read(client, "Formål: Bedre veier.\nIngress: Hei & <b>takk</b>\n" + TEXT)
    assert "Bedre veier." in shown(response)["purpose"]
    make(client, response)
    page = newest(SurveyPage.objects.get())
    assert page.purpose == "Bedre veier."
    assert page.introduction == "<p>Hei &amp; &lt;b&gt;takk&lt;/b&gt;</p>"
    make(client, response, title="Uten", purpose="Andre ord.", introduction="")
    page = newest(SurveyPage.objects.get(title="Uten"))
    assert (page.purpose, page.introduction) == ("Andre ord.", ""), "what was taken away does not come back"


def test_a_purpose_that_is_too_long_is_refused_and_stays(client, builder):
    again = make(client, read(client), purpose="x" * 401)
    assert again.context["form"].errors["purpose"]
    assert not SurveyPage.objects.exists()
    assert shown(again)["purpose"] == "x" * 401


def test_questions_are_put_at_the_end_of_a_draft_and_the_others_stay_as_they_were(client, builder):
    page = make_survey(is_published=False)
    before = list(newest(page).questions.raw_data)
    url = reverse("survey_desk:paste_into", args=[page.pk])
    response = read(client, url=url)
    assert list(newest(page).questions.raw_data) == before
    assert make(client, response, url=url).url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert list(newest(page).questions.raw_data)[: len(before)] == before
    assert labels(page)[len(before) :][:2] == ["Om deg", "Sykler du?"]
    assert SurveyPage.objects.count() == 1


def test_who_may_not_make_surveys_is_turned_away(client, builder):
    page = make_survey(is_published=False)
    client.force_login(make_employee("Paneladministrator", username="ola"))
    for url in (PASTE, reverse("survey_desk:paste_into", args=[page.pk])):
        assert read(client, url=url).status_code == 403
    assert SurveyPage.objects.count() == 1


def test_the_example_on_the_page_is_read_as_it_says(client, builder):
    assert EXAMPLE in BeautifulSoup(client.get(PASTE).content, "html.parser").select_one("pre").text
    reading = Reading(read_document(EXAMPLE), QueryDict())
    assert [row.kind for row in reading.rows] == ["section", "yes_no", "section", "single_choice", "scale"]
    assert reading.rows[2].condition == ("Sykler du?", "is", ["Ja"])
    assert not any(row.problems or row.lacks for row in reading.rows)


def test_the_number_of_queries_does_not_grow_with_the_document(client, builder):
    counted = []
    for number in (4, 30):
        text = (
            "S\n\n"
            + "Hvor i kommunen bor du?\n\n"
            + "\n\n".join(
                f"# Del {one}\nHvor er {one}?\n- Nær\n- Fjern\nEr {one} fin? (hvis Nær)" for one in range(number)
            )
        )
        with CaptureQueriesContext(connection) as queries:
            assert len(read(client, text).context["reading"].rows) == 2 + 3 * number
        counted.append(len(queries))
    assert counted[0] == counted[1]


@hypothesis_settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_whatever_is_read_becomes_a_draft_or_says_why_not(text):
    reading = Reading(read_document(text), QueryDict())
    if reading.is_usable:
        QUESTIONS.clean_deferred(QUESTIONS.to_python(with_ids(reading.blocks)))
    else:
        assert not reading.blocks or any(row.problems for row in reading.rows)
    assert settings.LANGUAGE_CODE == "nb"
