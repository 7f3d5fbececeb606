"""Who is asked, as a document says it: «hvis ja på 3», «bare de som svarte Buss på spørsmål 2»."""

import re

from surveys.conditions import plain

from .marks import read_marks

NUMBER = re.compile(r"\d{1,3}")
NOT = re.compile(r"\b(?:ikke|ikkje|not)\b")


def written_condition(part, earlier):
    """(part, number of its answer) that the notes of `part` name, or None where they name nothing or too much.

    `earlier` is [(part, its number, its answers)] of the questions before it.
    """
    said = plain(read_marks(part.notes).routing)
    if not said:
        return None
    numbers = set(map(int, NUMBER.findall(said)))
    for question, number, answers in reversed(earlier):
        if numbers and number not in numbers:
            continue
        named = named_answers(said, answers)
        if len(named) == 1 and not NOT.search(said.replace(plain(answers[named[0]]), "")):
            return question, named[0]
        if numbers:
            return None
    return None


def named_answers(said, answers):
    """The places of those of `answers` that stand in `said` as whole words, but for those inside a longer one."""
    found = [
        place for place, answer in enumerate(answers) if re.search(rf"(?<!\w){re.escape(plain(answer))}(?!\w)", said)
    ]
    return [
        place for place in found
        if not any(place != other and plain(answers[place]) in plain(answers[other]) for other in found)
    ]  # fmt: skip
