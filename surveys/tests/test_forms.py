"""The form of a survey: what it takes, what it refuses, and how it says so."""

import pytest
from django.http import QueryDict

from surveys.blocks import with_ids
from surveys.forms import build_form_class, read_answers
from surveys.structure import compile_stream
from surveys.tests.builders import QUESTIONS, stream

STRUCTURE, TEXTS = compile_stream(stream(with_ids(QUESTIONS)))
FORM = build_form_class(STRUCTURE, TEXTS)
BY_LABEL = {question.label: question for question in FORM.questions}


def fill(**values):
    data = QueryDict(mutable=True)
    for label, value in values.items():
        question = BY_LABEL[{"easy": "Easy?", "where": "Where?", "content": "How content?", "word": "One word",
                             "first": "What first?"}[label]]  # fmt: skip
        data.setlist(question.clean_name, value if isinstance(value, list) else [value])
    return FORM(data)


def option(label, words):
    return next(key for key, label_ in BY_LABEL[label].options if label_ == words)


YES = option("Easy?", "Yes")


def test_answers_are_option_uuids_and_never_words():
    form = fill(easy=YES, where=[option("Where?", "Web")], content="4", word="Kart")
    assert form.is_valid()
    answers = read_answers(form.questions, form.data)
    assert answers[BY_LABEL["Easy?"].key] == YES
    assert answers[BY_LABEL["Where?"].key] == [option("Where?", "Web")]
    assert answers[BY_LABEL["How content?"].key] == 4
    assert "Yes" not in str(answers)


def test_questions_left_empty_are_left_out():
    form = fill(easy=YES)
    assert form.is_valid()
    assert list(read_answers(form.questions, form.data)) == [BY_LABEL["Easy?"].key]


def test_a_required_question_is_named_in_its_error():
    form = fill(content="4")
    assert not form.is_valid()
    assert "Easy?" in form.errors[BY_LABEL["Easy?"].clean_name][0]


@pytest.mark.parametrize(
    "values",
    [
        {"easy": "Yes"},
        {"easy": option("Where?", "Web")},
        {"easy": YES, "where": [YES]},
        {"easy": YES, "content": "6"},
        {"easy": YES, "content": "0"},
        {"easy": YES, "content": "4.5"},
        {"easy": YES, "word": "x" * 201},
        {"easy": YES, "first": "x" * 2001},
        {"easy": YES, "first": "x" * 1_000_000},
        {"easy": YES, "word": "a\x00b"},
        {"easy": YES, "word": "a\ud800b"},
    ],
    ids=lambda values: f"{list(values)[-1]}={str(list(values.values())[-1])[:12]!r}",
)
def test_what_the_survey_does_not_offer_is_refused_with_a_sentence(values):
    form = fill(**values)
    assert not form.is_valid()
    sentence = next(iter(form.errors.values()))[0]
    assert sentence.endswith(".")
    assert len(sentence) < 250


def test_an_option_sent_many_times_counts_once():
    phone, web = option("Where?", "Phone"), option("Where?", "Web")
    form = fill(easy=YES, where=[web, phone] + [web] * 500)
    assert form.is_valid()
    assert read_answers(form.questions, form.data)[BY_LABEL["Where?"].key] == [phone, web]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "😀👍🏽", "=HYPERLINK(1)", "‮abc", "a\r\nb"])
def test_odd_texts_are_kept_as_they_are(text):
    form = fill(easy=YES, first=text)
    assert form.is_valid()
    assert read_answers(form.questions, form.data)[BY_LABEL["What first?"].key] == text


def test_a_line_break_counts_as_one_character_and_the_browser_cuts_nothing_off():
    first = BY_LABEL["What first?"]
    assert fill(easy=YES, first="a\r\n" * 1000).is_valid()
    assert not fill(easy=YES, first="a\r\n" * 1000 + "b").is_valid()
    assert "maxlength" not in FORM()[first.clean_name].as_field_group()


def test_headings_stand_between_the_questions():
    parts = list(FORM().parts)
    assert parts[0]["heading"] == "Finding things"
    assert [part["field"].label for part in parts[1:]] == [question.label for question in FORM.questions]
