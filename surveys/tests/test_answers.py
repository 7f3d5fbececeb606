"""Whatever is asked and whatever is answered: what the form takes is what the tables count."""

import json

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from surveys.blocks import QuestionsBlock
from surveys.box import fit, seal
from surveys.forms import read_answers
from surveys.listing import words_of
from surveys.questionnaire import Questionnaire
from surveys.questions import questions_of
from surveys.structure import compile_stream, largest_answer, meaning
from surveys.tally import tally
from surveys.tests.builders import stream
from surveys.tests.strategies import answered, anything, as_sent, surveys

PUBLIC_KEY = "j0DFrbaPJWJK5bIU6nZ6bslNgp09e14a0bpvPiE4KF8="


@given(st.data(), surveys)
def test_an_answer_survives_being_sent_stored_and_opened(data, raw):
    structure, texts = compile_stream(stream(raw))
    questions = questions_of(structure, texts)
    answers = data.draw(answered(questions))
    assert read_answers(questions, as_sent(questions, answers)) == answers
    stored = json.loads(json.dumps(answers))
    opened = fit(questions_of(structure), stored)
    assert opened == stored
    for question in questions:
        assert figures_of(question, opened) == figures_of(question, answers)
        if question.key in answers and not question.is_text:
            assert any(n for n, _counts in figures_of(question, answers))
        assert all(sum(counts) >= n for n, counts in figures_of(question, answers))


def figures_of(question, answers):
    """[(n, counts)] of one answer."""
    return [(n, counts) for _table, n, counts in tally(question, [answers])]


@given(st.data(), surveys)
def test_everything_the_form_takes_fits_the_box_and_can_be_said_in_words(data, raw):
    structure, texts = compile_stream(stream(raw))
    questions = questions_of(structure, texts)
    answers = read_answers(questions, data.draw(anything(questions)))
    if answers is None:
        return
    sealed = seal(PUBLIC_KEY, largest_answer(structure), answers)
    assert len(sealed) == len(seal(PUBLIC_KEY, largest_answer(structure), {}))
    assert fit(questions, answers) == answers
    for question in questions:
        if question.key in answers:
            assert isinstance(question.in_words(answers[question.key]), str)


@given(st.data(), surveys)
def test_nothing_that_comes_out_of_a_box_breaks_the_tables(data, raw):
    structure, texts = compile_stream(stream(raw))
    questions = questions_of(structure, texts)
    scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    nonsense = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner))
    opened = fit(questions, {question.key: data.draw(nonsense) for question in questions})
    words_of(opened, questions)
    for question in questions:
        tally(question, [opened])
        if question.key in opened:
            question.in_words(opened[question.key])


@given(surveys)
def test_the_meaning_of_a_survey_does_not_depend_on_its_words(raw):
    structure, _texts = compile_stream(stream(raw))
    for block in raw:
        block["value"] |= {name: "Other" for name in ("label", "help_text", "heading") if name in block["value"]}
    again, _texts = compile_stream(stream(raw))
    assert meaning(structure) == meaning(again)


@given(st.data(), surveys)
def test_any_survey_the_builder_takes_is_drawn_step_by_step_and_whole(data, raw):
    try:
        value = QuestionsBlock().clean(stream(raw))
    except ValidationError:
        return
    survey = Questionnaire(*compile_stream(value))
    answers = data.draw(answered(survey.questions))
    path = survey.path(answers)
    drawn = "".join(
        render_to_string("components/survey_questions.html", {"form": survey.step_form(step)}) for step in path
    )
    assert all(f'"{name}"' in drawn for question in survey.questions for name in question.field_names())
    assert survey.shown(answers) == answers
    assert survey.read(as_sent(survey.questions, answers)) == answers
