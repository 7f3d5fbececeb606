"""From a part of a document to a block of a survey."""

import re

from django.utils.html import escape
from django.utils.text import capfirst

from surveys.between import BETWEEN
from surveys.blocks import QuestionsBlock
from surveys.condition_checks import OWN_WORDS, own_words

from .kinds import NONE_OF_THESE, OTHER, guess_kind, scale_ends
from .marks import read_marks

# Behind «annet»: «, skriv hva», «(spesifiser): ____». The form asks that itself.
WHICH = re.compile(
    r"\s*[,:;(_…–-]+\s*(?:.*(?:skriv|spesifiser|oppgi|hva|hvilk|kva|specify|which|what).*)?[\s_…:.)]*$", re.IGNORECASE
)
MOST_IMPORTANT = re.compile(r"viktigst\w* (?:først|øverst)|most important (?:first|at the top)", re.IGNORECASE)
UNIT = re.compile(
    r"(?:hvor|kor|how) (?:mange|mye|mykje|many|much) (minutt(?:er)?|timer|timar|dag(?:er|ar)|uker|veker|måneder|månader|år|ganger|gonger"
    r"|personer|personar|barn|kroner|kilometer|km|meter|minutes|hours|days|weeks|months|years|times|people|children)\b",
    re.IGNORECASE,
)
# «Når var du der sist?» has happened.
LAST = re.compile(r"\b(?:sist|last)\b", re.IGNORECASE)


def own_fields(part, kind):
    """What a block of `kind` has beside its words, its help text and its condition."""
    marks = read_marks(part.notes)
    lowest, highest = marks.limits or (None, None)
    if kind in ("single_choice", "multiple_choice"):
        options = [option(line, kind) for line in part.lines]
        # More than there are is no limit.
        limit = {"at_most": marks.at_most} if marks.at_most and marks.at_most < len(options) else {}
        return {"options": options} | (limit if kind == "multiple_choice" else {})
    if kind == "ranking":
        return {"options": part.lines, "places": marks.at_most}
    if kind == "matrix":
        return {"rows": [*part.rows, *part.lines], "columns": part.columns}
    if kind == "scale":
        (low, low_words), (high, high_words) = scale_ends(part.lines or marks.meanings) or ((lowest, ""), (highest, ""))
        is_scale = low in (0, 1) and high is not None and low + 1 < high <= 10
        ends = marks.ends or (low_words, high_words)
        return {
            "lowest": low if is_scale else 1, "highest": high if is_scale else 5,
            "lowest_label": ends[0], "highest_label": ends[1],
        }  # fmt: skip
    if kind == "number":
        counted = UNIT.search(part.words)
        return {"lowest": lowest, "highest": highest, "unit": marks.unit or (counted[1] if counted else "")}
    if kind == "date":
        is_years = marks.limits and 1900 <= lowest < highest <= 2200
        years = {"first_year": lowest, "last_year": highest} if is_years else {}
        return years | {"allows_future": not LAST.search(part.words)}
    if kind == "yes_no":
        return {"offers_dont_know": len(part.lines) != 2}
    return {}


def option(line, kind):
    """An answer among others, with what its words say of it."""
    asks_which, stands_alone = bool(OTHER.match(line)), bool(NONE_OF_THESE.match(line))
    found = {"label": WHICH.sub("", line) if asks_which else line, "asks_which": asks_which}
    return found | {"stands_alone": stands_alone} if kind == "multiple_choice" else found


def to_block(part, kind=None, *, is_required=None, condition=None):
    """(type, value) of a part, as surveys.blocks.with_ids takes them. What is not said is as the document has it.

    `condition` is (words of an earlier question, rule, [words of its answers]).
    """
    kind, marks = guess_kind(part) if kind is None else kind, read_marks(part.notes)
    block = QuestionsBlock().child_blocks[kind]
    value = block.get_prep_value(block.get_default())
    value |= {name: [] for name in ("options", "rows", "columns") if name in value}
    said = marks.help_text if kind == "scale" else [*marks.help_text, ", ".join(marks.meanings)]
    if kind == "ranking":
        # The form says itself that 1 is the most important.
        said = [one for one in said if not MOST_IMPORTANT.search(one)]
    text = " ".join(capfirst(one) for one in [*said, *(part.lines if kind in BETWEEN else ())] if one)
    if kind == "information":
        value["text"] = "".join(f"<p>{escape(words)}</p>" for words in [part.words, *part.lines])
    elif kind in BETWEEN:
        value |= {"heading": part.words, "text": text}
    else:
        is_required = marks.is_required if is_required is None else is_required
        value |= {"label": part.words, "help_text": text, "required": is_required}
        value |= {name: own for name, own in own_fields(part, kind).items() if own is not None}
    if condition and "shown_if" in value:
        question, rule, answers = condition
        value["shown_if"] = {"question": question, "rule": rule, "answers": "\n".join(answers)}
    return kind, value


def answers_of(part, kind):
    """The answers to a part asked as `kind` that a condition may name, in order."""
    if kind in ("single_choice", "multiple_choice"):
        return [option(line, kind)["label"] for line in part.lines]
    if kind in OWN_WORDS:
        _kind, value = to_block(part, kind)
        return own_words(kind, value)
    if kind == "scale":
        own = own_fields(part, kind)
        return [str(number) for number in range(own["lowest"], own["highest"] + 1)]
    return []
