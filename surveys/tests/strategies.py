"""Surveys, answers and nonsense that nobody thought of, for tests about all of them."""

from django.utils.datastructures import MultiValueDict
from hypothesis import strategies as st

from surveys.blocks import with_ids

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
labels = words.filter(str.strip)
every_question = {"label": labels, "help_text": st.just("") | labels, "required": st.booleans()}


def question(**own):
    """The value of a question block, with what all questions have."""
    return st.fixed_dictionaries(every_question | own)


options = st.lists(labels, min_size=2, max_size=5, unique_by=lambda label: label.strip().casefold())
ends = {"lowest_label": labels, "highest_label": labels}
BLOCKS = {
    "heading": st.fixed_dictionaries({"heading": labels, "text": st.just("") | labels}),
    "short_text": question(),
    "long_text": question(),
    "single_choice": question(options=options),
    "multiple_choice": question(options=options),
    "scale": question(lowest=st.integers(0, 1), highest=st.integers(2, 10), **ends),
}

blocks = st.one_of(*(st.tuples(st.just(name), value) for name, value in BLOCKS.items()))
surveys = st.lists(blocks, min_size=1, max_size=8).map(with_ids)

ANSWERS = {
    "short_text": lambda question: labels.map(str.strip),
    "long_text": lambda question: labels.map(str.strip),
    "single_choice": lambda question: st.sampled_from([key for key, _label in question.options]),
    "multiple_choice": lambda question: st.sets(st.sampled_from(question.options), min_size=1).map(
        lambda chosen: [key for key, label in question.options if (key, label) in chosen]
    ),
    "scale": lambda question: st.sampled_from(question.numbers),
}


def answers_to(question):
    """Answers that the question must take."""
    return ANSWERS[question.type](question)


@st.composite
def answered(draw, questions):
    """{question UUID: answer} in which questions that may be left empty sometimes are."""
    return {
        question.key: draw(answers_to(question)) for question in questions if question.required or draw(st.booleans())
    }


def as_sent(questions, answers):
    """What a browser sends for `answers`."""
    sent = MultiValueDict()
    for question in questions:
        if question.key in answers:
            sent.update(MultiValueDict(question.written(answers[question.key])))
    return sent


@st.composite
def anything(draw, questions):
    """What a browser, or somebody who only says so, may send: good answers, none, and nonsense."""
    sent = as_sent(questions, draw(answered(questions)))
    names = [name for question in questions for name in question.field_names()]
    foreign = st.sampled_from([*(value for values in sent.values() for value in values), "", "0", "-1", "\x00", "<b>"])
    for name in draw(st.lists(st.sampled_from(names), max_size=4)) if names else ():
        sent.setlist(name, draw(st.lists(foreign | st.text(max_size=30), max_size=3)))
    return sent
