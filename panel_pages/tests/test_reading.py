"""What was read from a document and can be corrected: kinds, duties, conditions."""

import pytest
from django.http import QueryDict
from django.utils import translation

from panel_pages.desk.reading import QUESTIONS, Reading
from panel_pages.models import SurveyPage
from panel_pages.tests.pasting import PASTE, TEXT, labels, make, name, newest, read, rows, shown
from surveys.pasted import read_document
from surveys.questionnaire import Questionnaire
from surveys.structure import compile_stream

pytestmark = pytest.mark.django_db


def test_a_question_that_depends_on_its_own_step_begins_a_new_one_of_which_the_same_is_true(client, builder):
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


def test_that_a_step_has_begun_by_itself_is_said_when_the_draft_is_made(client, builder):
    response = read(client)
    assert "Alle som får steget" in response.content.decode()
    said = [str(message) for message in client.get(make(client, response).url).context["messages"]]
    assert any("(fortsetter)" in sentence for sentence in said)
    plain = read(client, "S\n\n1. Sykler du?\n\n2. Hvorfor?")
    assert "Alle som får steget" not in plain.content.decode()
    said = [str(message) for message in client.get(make(client, plain).url).context["messages"]]
    assert said
    assert not any("(fortsetter)" in sentence for sentence in said)


def test_the_heading_of_such_a_step_is_bokmal_whatever_the_admin_speaks(client, builder):
    with translation.override("en"):
        reading = Reading(read_document(TEXT), QueryDict())
    assert "Turene dine (fortsetter)" in [value.get("heading") for _kind, value in reading.blocks]


def test_what_is_chosen_counts_instead_of_what_was_read(client, builder):
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


def test_a_tick_that_was_taken_away_stays_away(client, builder):
    response = read(client)
    sent = shown(response)
    del sent[name(response, "Sykler du?", "required")]
    client.post(PASTE, sent)
    assert not any(block.value.get("required") for block in newest(SurveyPage.objects.get()).questions)


def test_a_condition_on_an_answer_that_has_gone_is_refused_beside_it(client, builder):
    response = read(client)
    again = make(client, response, **{name(response, "Sykler du?", "kind"): "long_text"})
    assert not SurveyPage.objects.exists()
    assert rows(again)["Turene dine"].problems
    assert not rows(again)["Hva er fint på veien?"].problems
    assert rows(again)["Turene dine"].problems[0] in again.content.decode()


@pytest.mark.parametrize("kind", ["nonsense", "__class__", "section'", "0"])
def test_a_kind_that_no_menu_offers_is_as_it_was_guessed(client, builder, kind):
    response = read(client)
    make(client, response, **{name(response, "Hva er fint på veien?", "kind"): kind})
    assert list(newest(SurveyPage.objects.get()).questions)[-1].block_type == "long_text"


@pytest.mark.parametrize(
    "value", ["nonsense", "{}", "{}.is", "{}.is.99", "{}.is.⅐", "{}.is.-1", "{}.nonsense.0", "x.is.0", "{}.is."]
)
def test_an_answer_that_no_menu_offers_makes_nothing(client, builder, value):
    response = read(client)
    value = value.format(rows(response)["Sykler du?"].part.key)
    again = make(client, response, **{name(response, "Hva er fint på veien?", "shown"): value})
    assert not SurveyPage.objects.exists()
    assert rows(again)["Hva er fint på veien?"].problems


def test_who_is_asked_is_asked_for_where_it_cannot_be_read(client, builder):
    response = read(client, "S\n\n1. Sykler du?\n\n2. Hvorfor? (bare hvis kanskje på 1)")
    assert "bare hvis kanskje på 1" in rows(response)["Hvorfor?"].lacks[0]
    assert not rows(response)["Sykler du?"].lacks


def test_several_answers_and_whom_not_to_ask_are_kept_when_the_page_is_sent(client, builder):
    text = "Tittel: S\n1. Hva bruker du?\n- Buss\n- Tog\n- Bil\n\n# Mer\n2. Hvorfor? (hvis buss eller tog)\n3. Hvor? (hvis ikke bil på 1)"
    make(client, read(client, text))
    found = {
        words: block.value["shown_if"]
        for block in newest(SurveyPage.objects.get()).questions
        if (words := block.value.get("label"))
    }
    assert (found["Hvorfor?"]["rule"], found["Hvorfor?"]["answers"]) == ("is_any_of", "Buss\nTog")
    assert (found["Hvor?"]["rule"], found["Hvor?"]["answers"]) == ("is_not", "Bil")


def test_menus_of_a_long_survey_offer_the_nearest_questions_and_keep_what_the_document_says(client, builder):
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


def test_a_condition_on_words_that_two_questions_have_is_refused(client, builder):
    again = make(client, read(client, "S\n\n1. Er du med?\n\n2. Er du med?\n\n# Del\n3. Hvorfor? (hvis ja på 1)"))
    assert not SurveyPage.objects.exists()
    assert rows(again)["Hvorfor?"].problems


def test_what_was_read_and_no_menu_shows_stands_beside_the_question(client, builder):
    text = "S\n\nHvor ofte? (skala 0–10, fra aldri til alltid)\nHvor mange timer? (tall 0–9)\nHvor langt? (tall 0–9)\nNår var du her sist?\nHva?\n- Is\n- Annet"
    found = rows(read(client, text))
    assert found["Hvor ofte?"].details == ["0 aldri – 10 alltid"]
    assert found["Hvor mange timer?"].details == ["0–9 timer"]
    assert found["Hvor langt?"].details == ["0–9"], "without a unit none is said"
    assert len(found["Når var du her sist?"].details) == 1, "days to come are not among them"
    assert found["Hva?"].listed == [("Is", ""), ("Annet", "Spør hva")]


def test_what_residents_will_read_below_a_question_is_shown(client, builder):
    response = read(client, "S\n\nHvor ofte? (tall) Tenk på hele året.\nHvorfor? (lang tekst)")
    assert rows(response)["Hvor ofte?"].help_text == "Tenk på hele året."
    assert "«Tenk på hele året.»" in response.content.decode()
    assert rows(response)["Hvorfor?"].help_text == ""
