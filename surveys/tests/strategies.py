"""Surveys, answers and nonsense that nobody thought of, for tests about all of them."""

from copy import deepcopy
from datetime import date

from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from hypothesis import strategies as st
from wagtail.blocks import StreamBlockValidationError

from surveys.blocks import QuestionsBlock, with_ids
from surveys.condition_checks import answer_words
from surveys.questions.others import drop_orphans
from surveys.tests.builders import stream

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
few = st.lists(labels, min_size=2, max_size=3, unique_by=lambda label: label.strip().casefold())
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
    "date": question(
        first_year=st.integers(1900, 2000), last_year=st.integers(2001, 2200), allows_future=st.booleans()
    ),
    "single_choice": question(options=one_asks_which(options), **shuffled),
    "multiple_choice": question(
        options=one_asks_which(
            st.lists(
                st.fixed_dictionaries({"label": labels, "stands_alone": st.booleans()}),
                min_size=4,
                max_size=6,
                unique_by=lambda option: option["label"].strip().casefold(),
            ).map(lambda drawn: [option | {"stands_alone": False} for option in drawn[:2]] + drawn[2:])
        ),
        **shuffled,
        at_least=st.none() | st.integers(1, 2),
        at_most=st.none() | st.just(2),
    ),
    "yes_no": question(offers_dont_know=st.booleans()),
    "place": question(level=st.sampled_from(["zone", "place"]), offers_elsewhere=st.booleans()),
    "matrix": question(rows=options, columns=options),
    "ranking": question(options=options, places=st.none() | st.integers(1, 7), **shuffled),
    "scale": question(lowest=st.integers(0, 1), highest=st.integers(2, 10), **ends),
}

# The questions, with as many columns as the builder takes; those whose options may hang on something more often.
OFTEN = ("single_choice", "multiple_choice", "ranking")
ASKING = st.one_of(
    *(
        st.tuples(st.just(name), question(rows=options, columns=few) if name == "matrix" else value)
        for name, value in [*BLOCKS.items(), *((name, BLOCKS[name]) for name in OFTEN * 3)]
        if name not in ("section", "heading", "information")
    )
)
blocks = st.one_of(*(st.tuples(st.just(name), value) for name, value in BLOCKS.items()))
surveys = st.lists(blocks, min_size=1, max_size=8).map(with_ids)


def last_day(question):
    """The last day that a date question takes."""
    last = date(question.last_year, 12, 31)
    return min(last, timezone.localdate()) if question.refuses_future else last


ANSWERS = {
    "short_text": lambda question: labels.map(str.strip),
    "long_text": lambda question: labels.map(str.strip),
    "single_choice": lambda question: st.sampled_from([key for key, _label in question.options]),
    "multiple_choice": lambda question: (
        some_together(question)
        | st.sampled_from(those_alone(question) or [key for key, _label in question.options])
        .filter(lambda key: key in question.alone or question.at_least < 2)
        .map(lambda key: [key])
    ),
    "place": lambda question: st.sampled_from([key for key, _label in question.options]),
    "other_text": lambda question: labels.map(str.strip),
    "yes_no": lambda question: st.sampled_from([key for key, _label in question.options]),
    "scale": lambda question: st.sampled_from(question.numbers),
    "number": lambda question: st.integers(question.lowest, question.highest),
    "date": lambda question: st.dates(date(question.first_year, 1, 1), last_day(question)).map(date.isoformat),
    "matrix": lambda question: rows_of(question),
    "ranking": lambda question: st.permutations([key for key, _label in question.options]).flatmap(
        lambda keys: st.integers(question.places if question.required else 1, question.places).map(
            lambda count: keys[:count]
        )
    ),
}


def those_alone(question):
    """The options that cannot be chosen with others, in their order: that of their keys is another at every try."""
    return [key for key, _label in question.options if key in question.alone]


def some_together(question):
    """Some of the options that can be chosen together, in their order; nothing where there are none."""
    keys = [key for key, _label in question.options if key not in question.alone]
    fewest, most = question.at_least or 1, min(question.at_most, len(keys))
    if not keys:
        return st.nothing()
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


def conditions_on(block):
    """Conditions that look at the answer to a question block."""
    answers = answer_words(block) if "label" in block.value else None
    if not answers:
        return st.nothing()
    rules = ["is", "is_not", "is_any_of"] + ["is_at_least", "is_at_most"] * (block.block_type in ("scale", "number"))
    return st.fixed_dictionaries(
        {
            "question": st.just(block.value["label"]),
            "rule": st.sampled_from(rules),
            "answers": st.sampled_from(answers[:20]) | st.sampled_from(answers[:20]).map(str.upper),
        }
    )


@st.composite
def branching(draw):
    """A survey in steps, as the builder takes it, in which questions, steps and options hang on earlier answers."""
    raw, number = [], 0
    for _step in range(draw(st.integers(2, 3))):
        raw.append(("section", {"heading": "On", "text": ""}))
        for kind, value in draw(st.lists(ASKING, min_size=1, max_size=3)):
            number += 1
            # Words by which a condition can name it.
            raw.append((kind, value | {"label": f"Question {number}", "export_name": ""}))
    raw, before = with_ids(raw), []
    for place, block in enumerate(stream(raw)):
        if block.block_type == "section":
            before = [one for one in stream(raw[:place]) if one.block_type != "section"]
        condition = draw(st.one_of(*map(conditions_on, before), st.none()))
        if condition is None:
            continue
        if "option_conditions" in block.value and draw(st.booleans()):
            option = draw(st.sampled_from(block.value["options"]))["label"]
            item = {"type": "item", "id": block.id, "value": condition | {"option": option}}
            raw[place]["value"]["option_conditions"] = [item]
        else:
            raw[place]["value"]["shown_if"] = condition
    return taken(raw)


def taken(raw):
    """The StreamValue of `raw` without those conditions that the builder refuses."""
    while True:
        try:
            return QuestionsBlock().clean(stream(raw))
        except StreamBlockValidationError as refused:
            before = deepcopy(raw)
            for place in refused.block_errors:
                for name in ("shown_if", "option_conditions"):
                    raw[place]["value"].pop(name, None)
            if raw == before:
                raise


@st.composite
def walked(draw, survey):
    """The answers of somebody who goes through `survey` step by step and answers what she is shown."""
    answers = {}
    for number in range(1, len(survey.steps) + 1):
        for step in survey.path(answers):
            if step.number == number:
                answers |= draw(answered(survey.questions_in(step)))
    return answers
