"""Question types, one class each: what it stores of the editor's block, reads from a browser, shows and counts."""

from .choices import MultipleChoice, SingleChoice, YesNo
from .dates import Date
from .matrix import Matrix
from .numbers import Number
from .others import OtherText
from .places import Place
from .ranking import Ranking
from .scales import Scale
from .texts import LongText, ShortText

QUESTION_TYPES = {
    kind.type: kind
    for kind in (ShortText, LongText, Number, Date, SingleChoice, MultipleChoice, YesNo, Place, Scale, Matrix, Ranking)
}
# What an editor builds with, and what comes with it.
ALL_TYPES = QUESTION_TYPES | {OtherText.type: OtherText}


def question_of(item, words):
    """The question of one item of a structure and its words."""
    return ALL_TYPES[item["type"]](item, words)


def questions_of(structure, texts=None):
    """The questions of a compiled survey, in order; without `texts` they can read and count but not speak."""
    words = texts["words"] if texts else {}
    return [question_of(item, words.get(item["id"], {})) for item in structure["items"]]
