"""The columns of a survey's data files: the same ones in the same order, whichever version was published last."""

import time
from dataclasses import dataclass

from figures.shares import smallest_group
from surveys.background import GENDER, GENDERS, NAMES, UNKNOWN, in_words
from surveys.models import Response
from surveys.questions import questions_of
from surveys.questions.variables import NOMINAL, Code, Variable
from surveys.structure import meaning

CHUNK = 2000
# After so many answers the worker rests as long as they took: residents' pages want the machine as well.
PIECE = 250


@dataclass(frozen=True)
class Column:
    """A Variable of a question under the name it has in files. One with too few answers is there, and empty."""

    name: str
    question: object
    variable: Variable
    is_hidden: bool


@dataclass(frozen=True)
class Fact:
    """What was added to answers and nobody was asked; it stands where the question of other columns does."""

    key: str
    type: str = "background"
    required: bool = False
    is_text: bool = False


def coding_structure(box):
    """The structure that numbers columns and codes: the oldest one that asks the same as what was answered.

    Moving a question or an option later, which a frozen survey allows, must not change what a number means.
    """
    asked = meaning(box.version.structure.data)
    structures = box.version.structure.__class__.objects.filter(page_id=box.page_id).order_by("pk")
    return next(structure for structure in structures if meaning(structure.data) == asked)


def questions_in_order(box):
    """The questions by the coding structure, with the words published last."""
    return questions_of(coding_structure(box).data, box.version.texts)


def names_of(questions, taken=()):
    """{question: the beginning of its columns' names}: what the editor called it, else q1, q2 …, each once."""
    names, taken = {}, set(taken)
    for number, question in enumerate(questions, 1):
        name = getattr(question, "export_name", "") or f"q{number}"
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        names[question] = name
    return names


def columns_of(box):
    """Every Column of the survey of a box: what was added to answers, and what was asked."""
    found = [(name_of(kind), Fact(name_of(kind)), background_variable(box, kind)) for kind in box.background]
    names = names_of(questions_in_order(box), taken=[name for name, _fact, _variable in found])
    found += [(name, question, variable) for question, name in names.items() for variable in question.variables()]
    hidden = hidden_places([(question.key, variable) for _name, question, variable in found], box.page_id)
    return [
        Column(f"{name}{variable.suffix}", question, variable, place in hidden)
        for place, (name, question, variable) in enumerate(found)
    ]


def name_of(kind):
    """The name and key of the column of a fact, as in the listing."""
    return f"background_{kind}"


def background_variable(box, kind):
    """The column of a fact: what is stored of it, as coarse as it was made at the opening. What was let go is missing."""
    stored = ours(box.page_id).order_by().values_list(f"background__{kind}", flat=True).distinct()
    told = list(GENDERS) if kind == GENDER else sorted({word for word in stored if word != UNKNOWN})
    codes = tuple(Code(number, in_words(kind, word), word) for number, word in enumerate(told, 1))
    return Variable("", str(NAMES[kind]), NOMINAL, codes, {code.value: code.number for code in codes}.get)


def ours(page_id):
    """The responses of those who were asked; files hold nobody else's."""
    return Response.objects.filter(page_id=page_id, is_from_open_link=False)


def answers_of(page_id):
    """The answers {question UUID or fact: answer} of a survey, one after the other, in the order of random keys."""
    rows = ours(page_id).order_by("pk").values_list("form_data", "background")
    for answers, background in with_rests(rows.iterator(chunk_size=CHUNK)):
        yield answers | {name_of(kind): word for kind, word in background.items()}


def with_rests(rows):
    """The same `rows`, at half the speed: a rest after each piece, as long as reading and writing it took."""
    begun = time.monotonic()
    for number, row in enumerate(rows, 1):
        yield row
        if number % PIECE == 0:
            time.sleep(time.monotonic() - begun)
            begun = time.monotonic()


def hidden_places(variables, page_id):
    """The places in `variables` [(question UUID, Variable)] that fewer than the smallest group said something about."""
    missing = {place: smallest_group() for place in range(len(variables))}
    for answers in answers_of(page_id) if missing else ():
        for place in list(missing):
            key, variable = variables[place]
            if key in answers and variable.read(answers[key]) is not None:
                missing[place] -= 1
                if not missing[place]:
                    del missing[place]
        if not missing:
            break
    return set(missing)


def values_of(columns, answers):
    """What each of `columns` holds of one person's `answers`: a number, an ISO date or None."""
    return [
        column.variable.read(answers[column.question.key])
        if not column.is_hidden and column.question.key in answers
        else None
        for column in columns
    ]
