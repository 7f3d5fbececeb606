"""Surveys, answers and nonsense that nobody thought of, for tests about all of them."""

from datetime import date

from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from hypothesis import strategies as st

from surveys.blocks import with_ids
from surveys.questions.others import drop_orphans

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)
labels = words.filter(str.strip)
every_question = {
    "label": labels,
    "help_text": st.just("") | labels,
    "required": st.booleans(),
    "export_name": st.just("") | st.from_regex(r"[a-z][a-z0-9]{3,8}", fullmatch=True),
}


def question(**own):
    """The value of a question block, with what all questions have."""
    return st.fixed_dictionaries(every_question | own)


options = st.lists(labels, min_size=2, max_size=9, unique_by=lambda label: label.strip().casefold())
shuffled = {"shuffles": st.booleans(), "keeps_last": st.none() | st.integers(0, 3)}


def one_asks_which(draw_from):
    """Options of which the one in the middle may have a text field."""
    return st.tuples(draw_from, st.booleans()).map(
        lambda drawn: [
            {**(option if isinstance(option, dict) else {"label": option}), "asks_which": drawn[1] and place == 1}
            for place, option in enumerate(drawn[0])
        ]
    )


ends = {"lowest_label": labels, "highest_label": labels}
BLOCKS = {
    "section": st.fixed_dictionaries({"heading": labels, "text": st.just("") | labels}),
    "heading": st.fixed_dictionaries({"heading": labels, "text": st.just("") | labels}),
    "information": st.fixed_dictionaries({"text": st.just("") | labels.map(lambda text: f"<p>{escape(text)}</p>")}),
    "short_text": question(),
    "long_text": question(),
    "number": question(lowest=st.integers(-5, 5), highest=st.integers(6, 2_000_000), unit=st.just("") | labels),
    "date": question(first_year=st.integers(1900, 2000), last_year=st.integers(2001, 2200)),
    "single_choice": question(options=one_asks_which(options), **shuffled),
    "multiple_choice": question(
        options=one_asks_which(
            st.lists(
                st.fixed_dictionaries({"label": labels, "stands_alone": st.booleans()}), min_size=4, max_size=6
            ).map(
                lambda options: [options[0] | {"stands_alone": False}, options[1] | {"stands_alone": False}, *options]
            )
        ),
        **shuffled,
        at_least=st.none() | st.just(1),
        at_most=st.none() | st.just(2),
    ),
    "yes_no": question(offers_dont_know=st.booleans()),
    "place": question(level=st.sampled_from(["zone", "place"]), offers_elsewhere=st.booleans()),
    "matrix": question(rows=options, columns=options),
    "ranking": question(options=options, places=st.none() | st.integers(1, 7), **shuffled),
    "scale": question(lowest=st.integers(0, 1), highest=st.integers(2, 10), **ends),
}

blocks = st.one_of(*(st.tuples(st.just(name), value) for name, value in BLOCKS.items()))
surveys = st.lists(blocks, min_size=1, max_size=8).map(with_ids)

ANSWERS = {
    "short_text": lambda question: labels.map(str.strip),
    "long_text": lambda question: labels.map(str.strip),
    "single_choice": lambda question: st.sampled_from([key for key, _label in question.options]),
    "multiple_choice": lambda question: (
        st.sampled_from(sorted(question.alone)).map(lambda key: [key])
        if question.alone
        else some_of(question, question.at_least or 1, question.at_most)
    ),
    "place": lambda question: st.sampled_from([key for key, _label in question.options]),
    "other_text": lambda question: labels.map(str.strip),
    "yes_no": lambda question: st.sampled_from([key for key, _label in question.options]),
    "scale": lambda question: st.sampled_from(question.numbers),
    "number": lambda question: st.integers(question.lowest, question.highest),
    "date": lambda question: st.dates(date(question.first_year, 1, 1), date(question.last_year, 12, 31)).map(
        date.isoformat
    ),
    "matrix": lambda question: rows_of(question),
    "ranking": lambda question: st.permutations([key for key, _label in question.options]).flatmap(
        lambda keys: st.integers(question.places if question.required else 1, question.places).map(
            lambda count: keys[:count]
        )
    ),
}


def some_of(question, fewest, most):
    """Some of the options, in their order."""
    keys = [key for key, _label in question.options]
    return st.sets(st.sampled_from(keys), min_size=fewest, max_size=most).map(
        lambda chosen: [key for key in keys if key in chosen]
    )


def rows_of(question):
    """A column for every row, or for some if that is enough."""
    columns = st.sampled_from([key for key, _label in question.columns])
    rows = [row for row, _label in question.rows]
    if question.required:
        return st.fixed_dictionaries(dict.fromkeys(rows, columns))
    return st.lists(st.sampled_from(rows), min_size=1, unique=True).flatmap(
        lambda some: st.fixed_dictionaries({row: columns for row in rows if row in some})
    )


def answers_to(question):
    """Answers that the question must take."""
    return ANSWERS[question.type](question)


@st.composite
def answered(draw, questions):
    """{question UUID: answer} in which questions that may be left empty sometimes are."""
    answers = {
        question.key: draw(answers_to(question)) for question in questions if question.required or draw(st.booleans())
    }
    return drop_orphans(questions, answers)


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
