"""How answers stand in a data file: columns of codes, numbers and dates, with a label for every code."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

NOMINAL, ORDINAL, SCALE, DATE = "nominal", "ordinal", "scale", "date"


@dataclass(frozen=True)
class Code:
    """One value of a column: the number that stands for it, its words, and what an answer holds, such as an option's key."""

    number: int
    words: str
    value: object = None


@dataclass(frozen=True)
class Variable:
    """One column. Its name is the question's export name and `suffix`.

    `read` gives the number, or for a date its ISO text, that an answer has here; None when it says nothing here.
    """

    suffix: str
    label: str
    measure: str
    codes: tuple
    read: Callable


def coded(table, *, suffix=""):
    """The column of a Table in which everybody counts once: its cells numbered from 1."""
    codes = tuple(Code(number, words, value) for number, (value, words) in enumerate(table.cells, 1))
    numbers = {code.value: code.number for code in codes}

    def read(answer):
        cells = table.counted(answer)
        return numbers[cells[0]] if cells else None

    return Variable(suffix, table.label, NOMINAL, codes, read)


def ticked(options, label):
    """A column for each of `options` ((key, words), …): 1 where it was chosen, 0 where another was."""
    codes = Code(0, _("not chosen")), Code(1, _("chosen"))
    return [
        Variable(f"_{place}", f"{label} {words}", NOMINAL, codes, lambda answer, key=key: int(key in answer))
        for place, (key, words) in enumerate(options, 1)
    ]


def ranked(options, label, places):
    """A column for each of `options`: the place it was given."""
    codes = tuple(Code(place, _("place %(place)s") % {"place": place}) for place in range(1, places + 1))

    def reader(key):
        return lambda answer: answer.index(key) + 1 if key in answer else None

    return [
        Variable(f"_{place}", f"{label} {words}", ORDINAL, codes, reader(key))
        for place, (key, words) in enumerate(options, 1)
    ]
