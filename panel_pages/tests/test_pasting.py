"""A survey from a document: it is read, looked through, and made only then."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from panel_pages.desk.pasting import EXAMPLE
from panel_pages.desk.reading import QUESTIONS, Reading
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import make_asked_page, make_survey
from staff.tests.builders import make_employee
from surveys.blocks import with_ids
from surveys.pasted import read_document
from surveys.questionnaire import Questionnaire
from surveys.structure import compile_stream
from surveys.tests.pasted import DOCUMENTS

pytestmark = pytest.mark.django_db
TEXT = """Sykkel i Bærum

Om deg
1. Sykler du? Ja / Nei (må svares)

Turene dine (bare hvis ja på 1)
2. Hvor sykler du oftest?
- Til jobb
- Til skole
3. Hvor langt er det til jobb? (bare hvis «Til jobb» på 2)
4. Hva er fint på veien?
"""
PASTE = "/admin/undersokelser/ny/lim-inn/"


@pytest.fixture
def owner(client):
    """An Undersøkelsesansvarlig, logged in."""
    make_asked_page()
    user = make_employee("Undersøkelsesansvarlig")
    client.force_login(user)
    return user


def read(client, text=TEXT, url=PASTE, **sent):
    return client.post(url, {"title": "", "text": text, "act": "read", **sent})


def shown(response):
    """What a browser would send from the page that was shown."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form.desk-reading")
    sent = {"seen": [field["value"] for field in form.select("[name=seen]")], "act": "make"}
    sent |= {field["name"]: field.get("value", "") for field in form.select("input[type=text]")}
    sent |= {field["name"]: "on" for field in form.select("input[type=checkbox][checked]")}
    sent |= {field["name"]: field.text.removeprefix("\n") for field in form.select("textarea")}
    for menu in form.select("select"):
        sent[menu["name"]] = (menu.select_one("option[selected]") or menu.select_one("option"))["value"]
    return sent


def rows(response):
    return {row.part.words: row for row in response.context["reading"].rows}


def name(response, words, field):
    return f"{rows(response)[words].part.key}-{field}"


def make(client, response, url=PASTE, **changed):
    return client.post(url, shown(response) | changed)


def newest(page):
    return SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def labels(page):
    return [block.value.get("label") or block.value.get("heading") for block in newest(page).questions]


def test_reading_makes_nothing_and_a_second_look_makes_a_draft_that_opens(client, owner):
    response = read(client)
    assert not SurveyPage.objects.exists()
    assert b"Sykkel i B\xc3\xa6rum" in response.content
    made = make(client, response)
    page = SurveyPage.objects.get()
    assert made.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.live, page.owner) == ("Sykkel i Bærum", False, owner)
    assert client.get(made.url).status_code == 200
    assert labels(page)[:3] == ["Om deg", "Sykler du?", "Turene dine"]
    assert [block.value["required"] for block in newest(page).questions if "label" in block.value][:2] == [True, False]


def test_a_question_that_depends_on_its_own_step_begins_a_new_one_of_which_the_same_is_true(client, owner):
    make(client, read(client))
    page = newest(SurveyPage.objects.get())
    assert [block.value.get("heading") for block in page.questions] == [
        "Om deg", None, "Turene dine", None, "Turene dine (fortsetter)", None, None,
    ]  # fmt: skip
    survey = Questionnaire(*compile_stream(QUESTIONS.clean(page.questions)))
    keys = {question.label: question.key for question in survey.questions}
    options = {label: key for question in survey.questions for key, label in question.values()}
    asked = lambda answers: [survey.by_key[key].label for step in survey.path(answers) for key in step.keys]  # noqa: E731
    cycles = {keys["Sykler du?"]: options["Ja"]}
    assert asked({keys["Sykler du?"]: options["Nei"]}) == ["Sykler du?"]
    assert "Hvor langt er det til jobb?" not in asked(cycles | {keys["Hvor sykler du oftest?"]: options["Til skole"]})
    assert "Hva er fint på veien?" in asked(cycles | {keys["Hvor sykler du oftest?"]: options["Til skole"]})
    assert "Hvor langt er det til jobb?" in asked(cycles | {keys["Hvor sykler du oftest?"]: options["Til jobb"]})


def test_that_a_step_has_begun_by_itself_is_said_when_the_draft_is_made(client, owner):
    response = read(client)
    assert "Alle som får steget" in response.content.decode()
    said = [str(message) for message in client.get(make(client, response).url).context["messages"]]
    assert any("(fortsetter)" in sentence for sentence in said)
    plain = read(client, "S\n\n1. Sykler du?\n\n2. Hvorfor?")
    assert "Alle som får steget" not in plain.content.decode()
    said = [str(message) for message in client.get(make(client, plain).url).context["messages"]]
    assert said
    assert not any("(fortsetter)" in sentence for sentence in said)


def test_the_heading_of_such_a_step_is_bokmal_whatever_the_admin_speaks(client, owner):
    with translation.override("en"):
        reading = Reading(read_document(TEXT), QueryDict())
    assert "Turene dine (fortsetter)" in [value.get("heading") for _kind, value in reading.blocks]


def test_what_is_chosen_counts_instead_of_what_was_read(client, owner):
    response = read(client)
    changed = {
        name(response, "Hva er fint på veien?", "kind"): "short_text",
        name(response, "Hva er fint på veien?", "required"): "on",
        name(response, "Hvor langt er det til jobb?", "kind"): "",
        name(response, "Hva er fint på veien?", "shown"): f"{rows(response)['Sykler du?'].part.key}.is.0",
    }
    make(client, response, **changed)
    page = newest(SurveyPage.objects.get())
    last = list(page.questions)[-1]
    assert (last.block_type, last.value["required"]) == ("short_text", True)
    assert last.value["shown_if"]["question"] == "Sykler du?"
    assert last.value["shown_if"]["answers"] == "Ja"
    assert "Hvor langt er det til jobb?" not in labels(page), "it was left out"


def test_a_tick_that_was_taken_away_stays_away(client, owner):
    response = read(client)
    sent = shown(response)
    del sent[name(response, "Sykler du?", "required")]
    client.post(PASTE, sent)
    assert not any(block.value.get("required") for block in newest(SurveyPage.objects.get()).questions)


def test_a_text_that_was_changed_is_read_again_with_the_choices_and_nothing_is_made(client, owner):
    response = read(client)
    kind = name(response, "Hva er fint på veien?", "kind")
    again = make(client, response, text=TEXT + "5. Hva er farlig?\n", **{kind: "short_text"})
    assert not SurveyPage.objects.exists()
    assert rows(again)["Hva er fint på veien?"].kind == "short_text"
    assert rows(again)["Hva er farlig?"].kind == "long_text"
    make(client, again)
    assert labels(SurveyPage.objects.get())[-1] == "Hva er farlig?"


def test_a_condition_on_an_answer_that_has_gone_is_refused_beside_it(client, owner):
    response = read(client)
    again = make(client, response, **{name(response, "Sykler du?", "kind"): "long_text"})
    assert not SurveyPage.objects.exists()
    assert rows(again)["Turene dine"].problems
    assert not rows(again)["Hva er fint på veien?"].problems
    assert rows(again)["Turene dine"].problems[0] in again.content.decode()


@pytest.mark.parametrize("kind", ["nonsense", "__class__", "section'", "0"])
def test_a_kind_that_no_menu_offers_is_as_it_was_guessed(client, owner, kind):
    response = read(client)
    make(client, response, **{name(response, "Hva er fint på veien?", "kind"): kind})
    assert list(newest(SurveyPage.objects.get()).questions)[-1].block_type == "long_text"


@pytest.mark.parametrize(
    "value", ["nonsense", "{}", "{}.is", "{}.is.99", "{}.is.⅐", "{}.is.-1", "{}.nonsense.0", "x.is.0", "{}.is."]
)
def test_an_answer_that_no_menu_offers_makes_nothing(client, owner, value):
    response = read(client)
    value = value.format(rows(response)["Sykler du?"].part.key)
    again = make(client, response, **{name(response, "Hva er fint på veien?", "shown"): value})
    assert not SurveyPage.objects.exists()
    assert rows(again)["Hva er fint på veien?"].problems


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
def test_a_text_that_cannot_be_read_is_refused_with_a_sentence_and_stays(client, owner, text, sentence):
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
def test_what_is_too_long_is_named_beside_its_question_and_nothing_is_made(client, owner, text, words):
    response = read(client, text)
    assert not list(response.context["messages"])
    again = make(client, response)
    assert not SurveyPage.objects.exists()
    assert rows(again)[words].problems
    assert [message.level_tag for message in again.context["messages"]] == ["error"]


def test_what_publishing_will_ask_for_is_said_and_keeps_nothing_from_being_made(client, owner):
    response = read(client, "S\n\nHvor fornøyd er du?\nHvorfor?")
    assert rows(response)["Hvor fornøyd er du?"].lacks
    assert not rows(response)["Hvorfor?"].lacks
    make(client, response)
    assert labels(SurveyPage.objects.get()) == ["Hvor fornøyd er du?", "Hvorfor?"]


def test_who_is_asked_is_asked_for_where_it_cannot_be_read(client, owner):
    response = read(client, "S\n\n1. Sykler du?\n\n2. Hvorfor? (bare hvis kanskje på 1)")
    assert "bare hvis kanskje på 1" in rows(response)["Hvorfor?"].lacks[0]
    assert not rows(response)["Sykler du?"].lacks


def test_several_answers_and_whom_not_to_ask_are_kept_when_the_page_is_sent(client, owner):
    text = "Tittel: S\n1. Hva bruker du?\n- Buss\n- Tog\n- Bil\n\n# Mer\n2. Hvorfor? (hvis buss eller tog)\n3. Hvor? (hvis ikke bil på 1)"
    make(client, read(client, text))
    found = {
        words: block.value["shown_if"]
        for block in newest(SurveyPage.objects.get()).questions
        if (words := block.value.get("label"))
    }
    assert (found["Hvorfor?"]["rule"], found["Hvorfor?"]["answers"]) == ("is_any_of", "Buss\nTog")
    assert (found["Hvor?"]["rule"], found["Hvor?"]["answers"]) == ("is_not", "Bil")


def test_menus_of_a_long_survey_offer_the_nearest_questions_and_keep_what_the_document_says(client, owner):
    many = "\n\n".join(f"{number}. Er {number} fin?\n- Ja\n- Nei\n- Tja" for number in range(1, 90))
    response = read(client, f"Tittel: S\n{many}\n\n# Mer\n90. Hvorfor? (hvis Tja på 1)\n91. Hvor?")
    assert response.content.count(b"<option") < 90 * 220
    menu = [row.part.words for row, _offered in rows(response)["Hvor?"].menu]
    assert menu[-1] == "Er 89 fin?"
    assert "Er 1 fin?" not in menu
    make(client, response)
    why = next(
        block.value for block in newest(SurveyPage.objects.get()).questions if block.value.get("label") == "Hvorfor?"
    )
    assert (why["shown_if"]["question"], why["shown_if"]["answers"]) == ("Er 1 fin?", "Tja")


def test_a_condition_on_words_that_two_questions_have_is_refused(client, owner):
    again = make(client, read(client, "S\n\n1. Er du med?\n\n2. Er du med?\n\n# Del\n3. Hvorfor? (hvis ja på 1)"))
    assert not SurveyPage.objects.exists()
    assert rows(again)["Hvorfor?"].problems


def test_a_survey_without_a_title_is_not_made_and_the_one_that_is_written_wins(client, owner):
    response = read(client, "Sykler du?\nHvorfor?")
    again = make(client, response)
    assert again.context["form"].errors["title"]
    assert not SurveyPage.objects.exists()
    assert make(client, response, title="x" * 121).context["form"].errors["title"]
    make(client, read(client), title="Mine ord")
    assert SurveyPage.objects.get().title == "Mine ord"


def test_purpose_and_introduction_are_shown_and_taken_along(client, owner):
    response = read(client, "Formål: Bedre veier.\nIngress: Hei & <b>takk</b>\n" + TEXT)
    assert "Bedre veier." in BeautifulSoup(response.content, "html.parser").main.text
    make(client, response)
    page = newest(SurveyPage.objects.get())
    assert page.purpose == "Bedre veier."
    assert page.introduction == "<p>Hei &amp; &lt;b&gt;takk&lt;/b&gt;</p>"


def test_what_residents_will_read_below_a_question_is_shown(client, owner):
    response = read(client, "S\n\nHvor ofte? (tall) Tenk på hele året.\nHvorfor? (lang tekst)")
    assert rows(response)["Hvor ofte?"].help_text == "Tenk på hele året."
    assert "«Tenk på hele året.»" in response.content.decode()
    assert rows(response)["Hvorfor?"].help_text == ""


def test_questions_are_put_at_the_end_of_a_draft_and_the_others_stay_as_they_were(client, owner):
    page = make_survey(is_published=False)
    before = list(newest(page).questions.raw_data)
    url = reverse("survey_desk:paste_into", args=[page.pk])
    response = read(client, url=url)
    assert list(newest(page).questions.raw_data) == before
    assert make(client, response, url=url).url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert list(newest(page).questions.raw_data)[: len(before)] == before
    assert labels(page)[len(before) :][:2] == ["Om deg", "Sykler du?"]
    assert SurveyPage.objects.count() == 1


def test_who_may_not_make_surveys_is_turned_away(client, owner):
    page = make_survey(is_published=False)
    client.force_login(make_employee("Paneladministrator", username="ola"))
    for url in (PASTE, reverse("survey_desk:paste_into", args=[page.pk])):
        assert read(client, url=url).status_code == 403
    assert SurveyPage.objects.count() == 1


def test_the_example_on_the_page_is_read_as_it_says(client, owner):
    assert EXAMPLE in BeautifulSoup(client.get(PASTE).content, "html.parser").select_one("pre").text
    reading = Reading(read_document(EXAMPLE), QueryDict())
    assert [row.kind for row in reading.rows] == ["section", "yes_no", "section", "single_choice", "scale"]
    assert reading.rows[2].condition == ("Sykler du?", "is", ["Ja"])
    assert not any(row.problems or row.lacks for row in reading.rows)


def test_the_number_of_queries_does_not_grow_with_the_document(client, owner):
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
