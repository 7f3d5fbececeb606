"""Surveys in which earlier answers decide what is asked: whatever the builder takes, shown, sent, sealed and counted."""

from django.conf import settings
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from nacl.encoding import Base64Encoder
from nacl.public import PrivateKey

from surveys.box import fit, seal, unseal
from surveys.forms import read_answers
from surveys.prepared import ORDERS, Filled, Prepared, Slots
from surveys.questionnaire import Questionnaire
from surveys.questions import questions_of
from surveys.structure import compile_stream, largest_answer
from surveys.tally import tally
from surveys.tests.strategies import anything, as_sent, branching, walked

EXAMPLES = bounds(max_examples=40)


def drawn(form):
    """The questions of `form` as HTML."""
    return render_to_string("components/survey_questions.html", {"form": form})


@EXAMPLES
@given(st.data(), branching())
def test_every_step_shown_is_drawn_and_takes_the_answers_it_asks_for(data, stream):
    survey = Questionnaire(*compile_stream(stream))
    answers = data.draw(walked(survey))
    assert survey.shown(answers) == answers
    assert survey.unfinished(answers) is None
    for step in survey.path(answers):
        questions = survey.questions_in(step)
        html = drawn(survey.step_form(step))
        assert all(f'"{name}"' in html for question in questions for name in question.field_names())
        expected = {question.key: answers[question.key] for question in questions if question.key in answers}
        assert read_answers(questions, as_sent(questions, answers)) == expected
    assert survey.read(as_sent(survey.questions, answers)) == answers
    assert not survey.whole_form(as_sent(survey.questions, answers)).errors


@EXAMPLES
@given(st.data(), branching())
def test_what_is_answered_is_what_comes_out_of_the_box_and_is_counted(data, stream):
    structure, texts = compile_stream(stream)
    survey = Questionnaire(structure, texts)
    answers = data.draw(walked(survey))
    sealed = seal(settings.SURVEY_BOX_PUBLIC_KEY, largest_answer(structure), answers)
    keys = [PrivateKey(key.encode(), Base64Encoder) for key in settings.SURVEY_BOX_PRIVATE_KEYS]
    questions = questions_of(structure)
    opened = fit(questions, unseal(keys, sealed))
    assert opened == answers
    for question, with_words in zip(questions, survey.questions, strict=True):
        figures = [(n, counts) for _table, n, counts in tally(question, [opened])]
        assert figures == [(n, counts) for _table, n, counts in tally(with_words, [answers])]
        assert any(n for n, _counts in figures) == (question.key in answers and not question.is_text)


@EXAMPLES
@given(st.data(), branching(), st.integers(0, ORDERS - 1))
def test_prepared_and_field_by_field_steps_agree_whoever_stands_in_them(data, stream, order):
    survey = Questionnaire(*compile_stream(stream))
    answers = data.draw(walked(survey))
    path = survey.path(answers)
    step = data.draw(st.sampled_from(path))
    sent = dict(data.draw(anything(survey.questions_in(step))).lists())
    prepared = Prepared(drawn(survey.step_form(step, fill=Slots(order))))
    assert prepared.fill(sent) == drawn(survey.step_form(step, fill=Filled(sent, order)))


@EXAMPLES
@given(st.data(), branching())
def test_nothing_that_is_sent_answers_what_is_hidden(data, stream):
    survey = Questionnaire(*compile_stream(stream))
    sent = data.draw(anything(survey.questions))
    answers = survey.read(sent)
    assert bool(survey.whole_form(sent).errors) == (answers is None)
    if answers is not None:
        assert survey.shown(answers) == answers == fit(survey.questions, answers)
