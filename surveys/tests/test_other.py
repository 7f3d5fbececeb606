"""«Other: which?» on choices: one answer to those who count, a text apart from it to those who store."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from home.tests.test_form_fields import Elements
from surveys.blocks import QuestionsBlock, with_ids
from surveys.box import fit, open_box
from surveys.forms import build_form_class, read_answers, read_readable
from surveys.models import Box, FreeText, Response
from surveys.questionnaire import Questionnaire
from surveys.questions import questions_of
from surveys.results import results
from surveys.slot import drop
from surveys.structure import compile_stream, largest_answer
from surveys.tests.builders import make_box, stream

OPTIONS = ["Bus", "Foot", {"label": "Other", "asks_which": True}]
MANY = [*OPTIONS, {"label": "None of these", "stands_alone": True}]


def block(kind, **changes):
    return kind, {"label": "How?", "help_text": "", "required": False, "options": OPTIONS} | changes


def ask(kind="single_choice", **changes):
    """The question and its text of a survey that asks nothing else."""
    return questions_of(*compile_stream(stream(with_ids([block(kind, **changes)]))))


def sent(question, *labels, text=""):
    keys = [key for key, label in question.options if label in labels]
    data = MultiValueDict({question.clean_name: keys})
    data["q_" + question.other.replace("-", "")] = text
    return data


@pytest.mark.parametrize(
    ("kind", "labels", "text", "chosen"),
    [
        ("single_choice", ["Other"], "Kayak", ["Other"]),
        ("single_choice", ["Other"], "", ["Other"]),
        ("single_choice", [], " Kayak ", ["Other"]),
        ("single_choice", ["Bus"], " ", ["Bus"]),
        ("multiple_choice", ["Bus"], "Kayak", ["Bus", "Other"]),
    ],
)
def test_who_writes_which_has_chosen_other(kind, labels, text, chosen):
    question, which = ask(kind)
    answers = read_answers([question, which], sent(question, *labels, text=text))
    labels = dict(question.options)
    assert [labels[key] for key in sorted(question.values_of(answers[question.key]), key=list(labels).index)] == chosen
    assert answers.get(which.key) == (text.strip() or None)


def test_what_is_written_beside_another_choice_is_refused_with_what_to_do():
    question, _which = ask()
    with pytest.raises(ValidationError, match="wrote something"), translation.override(None):
        question.read(sent(question, "Bus", text="Kayak"))


def test_what_is_written_goes_with_no_answer_that_stands_alone():
    question, _which = ask("multiple_choice", options=MANY)
    with pytest.raises(ValidationError, match="cannot be chosen together"), translation.override(None):
        question.read(sent(question, "None of these", text="Kayak"))


@pytest.mark.parametrize(
    ("kind", "labels", "text", "chosen"),
    [
        ("single_choice", [], "Kayak", ["Other"]),
        ("multiple_choice", ["Bus"], "Kayak", ["Bus", "Other"]),
        ("single_choice", ["Bus"], "Kayak", ["Other"]),
        ("single_choice", [], " ", []),
        ("multiple_choice", ["Bus"], "", ["Bus"]),
    ],
)
def test_who_writes_which_sees_other_chosen_when_the_form_comes_back(kind, labels, text, chosen):
    form_class = build_form_class(*compile_stream(stream(with_ids([block(kind)]))))
    question, _which = form_class.questions
    elements = Elements(form_class(sent(question, *labels, text=text))[question.clean_name].as_field_group())
    ticked = [attrs["value"] for attrs in elements.named("input") if "checked" in attrs]
    assert [dict(question.options)[key] for key in ticked] == chosen


def test_what_is_written_and_what_is_chosen_are_kept_together_by_a_break():
    question, which = ask()
    assert read_readable([question, which], sent(question, "Bus", text="Kayak")) == {
        question.key: question.other,
        which.key: "Kayak",
    }


def test_an_option_that_stands_alone_says_so_beside_it_and_no_other_does():
    form_class = build_form_class(*compile_stream(stream(with_ids([block("multiple_choice", options=MANY)]))))
    (html,) = [form_class()[question.clean_name].as_field_group() for question in form_class.questions[:1]]
    assert html.count(_("Cannot be chosen with others")) == 1
    assert _("Cannot be chosen with others") in html.partition("None of these")[2]


@pytest.mark.parametrize("text", ["x" * 201, "x" * 1_000_000, "a\x00b", "a\ud800b"])
def test_a_text_nobody_can_store_is_refused_beside_its_field(text):
    form_class = build_form_class(*compile_stream(stream(with_ids([block("single_choice")]))))
    question, which = form_class.questions
    form = form_class(sent(question, "Other", text=text))
    assert list(form.errors) == [which.clean_name]
    html = form[question.clean_name].as_field_group()
    elements = Elements(html)
    field = next(attrs for attrs in elements.named("input") if attrs["id"] == which.html_id)
    assert field["aria-invalid"] == "true"
    assert set(field["aria-describedby"].split()) <= set(elements.ids())


@pytest.mark.parametrize(("kind", "count"), [("single_choice", 3), ("single_choice", 9), ("multiple_choice", 3)])
def test_the_field_stands_inside_its_question_and_has_a_label(kind, count):
    options = [*(f"Option {number}" for number in range(count - 1)), OPTIONS[-1]]
    form_class = build_form_class(*compile_stream(stream(with_ids([block(kind, options=options)]))))
    question, which = form_class.questions
    assert [part["field"].name for part in form_class().parts] == [question.clean_name]
    elements = Elements(form_class()[question.clean_name].as_field_group())
    controls = [attrs["id"] for attrs in elements.named("input", "select")]
    assert which.html_id in controls
    assert sorted(attrs["for"] for attrs in elements.named("label")) == sorted(controls)


def test_a_text_without_its_choice_is_dropped_when_the_box_is_opened():
    question, which = ask()
    bus, _foot, other = (key for key, _label in question.options)
    assert fit([question, which], {question.key: bus, which.key: "Kayak"}) == {question.key: bus}
    assert fit([question, which], {which.key: "Kayak"}) == {}
    assert fit([question, which], {question.key: other, which.key: "Kayak"}) == {
        question.key: other,
        which.key: "Kayak",
    }


def test_a_draft_with_another_choice_loses_the_text():
    survey = Questionnaire(*compile_stream(stream(with_ids([block("single_choice")]))))
    question, which = survey.questions
    bus, _foot, other = (key for key, _label in question.options)
    assert survey.shown({question.key: bus, which.key: "Kayak"}) == {question.key: bus}
    both = {question.key: other, which.key: "Kayak"}
    assert survey.shown(both) == both
    assert [words for _question, words in survey.in_words(survey.steps[0], both)] == ["Other: Kayak"]
    assert [words for _question, words in survey.in_words(survey.steps[0], {question.key: bus})] == ["Bus"]


@pytest.mark.django_db
def test_other_is_counted_and_its_text_lies_apart():
    box = make_box(with_ids([block("single_choice")]))
    question, which = questions_of(box.version.structure.data, box.version.texts)
    for number in range(12):
        drop(box, {question.key: question.other, which.key: f"kayak-{number}"})
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    assert "kayak" not in str(list(Response.objects.values()))
    assert FreeText.objects.filter(question=which.key).count() == 12
    table, texts = results(Box.objects.get(pk=box.pk), invited=20)["items"]
    assert [(row["label"], row["count"]) for row in table["rows"]] == [("Bus", 0), ("Foot", 0), ("Other", 12)]
    assert (texts["label"], texts["n"], texts["rows"]) == ("How? Other", 12, [])


def test_the_longest_text_beside_an_option_fits_the_box():
    structure, _texts = compile_stream(stream(with_ids([block("multiple_choice")] * 5)))
    assert largest_answer(structure) >= 5 * (200 * 6)


def test_two_options_cannot_both_ask_which():
    with pytest.raises(ValidationError):
        QuestionsBlock().clean(
            stream(with_ids([block("single_choice", options=[OPTIONS[-1], {"label": "Else", "asks_which": True}])]))
        )
