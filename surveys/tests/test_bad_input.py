"""What no browser sends: of every type, refused with a sentence or left out, never an error and never stored."""

import pytest
from django.utils.datastructures import MultiValueDict

from surveys.forms import read_answers
from surveys.questions.texts import can_be_stored
from surveys.tests.examples import EXAMPLES, form_of

FOREIGN = "00000000-0000-0000-0000-000000000000"
BAD = [
    "x" * 1_000_000, "9" * 100_000, "a\x00b", "\x00", "\ud800", "b\udfffa", FOREIGN, "-1", "1e9", "٣", "__proto__", "[]",
    "None", "true", " ", "' OR 1=1", "<script>", "11", "0.5",
]  # fmt: skip


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("value", BAD, ids=lambda value: ascii(value[:9]))
def test_nonsense_in_every_field_is_refused_or_a_text_that_can_be_stored(kind, value):
    form_class, question = form_of(kind, required=False)
    sent = MultiValueDict({name: [value] * 3 for name in question.field_names()})
    answers = read_answers([question], sent)
    form = form_class(sent)
    assert form.is_valid() == (answers is not None)
    if answers is None:
        (sentence,) = (error for errors in form.errors.values() for error in errors)
        assert len(sentence) < 250 and sentence.endswith(".")
    elif answers:
        (answer,) = answers.values()
        is_number = kind in ("scale", "number") and 0 <= answer <= question.item["highest"]
        assert is_number or (question.is_text and can_be_stored(answer) and len(answer) <= question.limit)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_thousand_values_for_one_field_are_one_answer_or_a_refusal(kind):
    _form_class, question = form_of(kind, required=False)
    sent = MultiValueDict({name: ["1"] * 1000 for name in question.field_names()})
    answers = read_answers([question], sent)
    assert answers is None or len(answers) <= 1


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "place", "ranking"])
def test_an_option_of_another_survey_is_refused(kind):
    _form_class, question = form_of(kind)
    _other_class, other = form_of("single_choice")
    key = other.options[0][0]
    assert read_answers([question], MultiValueDict({name: [key] for name in question.field_names()})) is None


def test_more_ranks_than_options_are_refused():
    _form_class, question = form_of("ranking", places=None)
    sent = MultiValueDict({name: [str(number)] for number, name in enumerate(question.field_names(), 2)})
    assert read_answers([question], sent) is None
