"""Who is asked, as a document says it: «hvis ja på 3», «bare de som svarte Buss på spørsmål 2», «alle unntatt Nei på 1»."""

import re

from surveys.conditions import plain

from .marks import read_marks

NUMBER = re.compile(r"\d{1,3}")
NOT = re.compile(r"\b(?:ikke|ikkje|unntatt|unnateke|andre enn|not|except)\b")
# Who goes past something is said where she leaves, which is another question's condition turned around.
PAST = re.compile(r"\b(?:gå|går|hopp|hopper|go|skip)\b", re.IGNORECASE)


def written_condition(part, earlier):
    """(part, rule, numbers of its answers) that the notes of `part` name, or None where they name nothing for sure.

    `earlier` is [(part, its number, its answers)] of the questions before it; the rules are those of surveys.conditions.
    """
    said = plain(read_marks(part.notes).routing)
    if not said or PAST.search(said):
        return None
    numbers = set(map(int, NUMBER.findall(said)))
    # Without a number it is the last question that is meant.
    meant = [one for one in earlier if one[1] in numbers] if numbers else earlier
    for question, _number, answers in meant[-1:]:
        if named := named_answers(said, answers):
            return question, rule_of(said, [answers[place] for place in named]), named
    return None


def rule_of(said, answers):
    """The rule that says of `answers` what is `said` of them."""
    for answer in answers:
        said = said.replace(plain(answer), "")
    if NOT.search(said):
        return "is_not"
    return "is" if len(answers) == 1 else "is_any_of"


def named_answers(said, answers):
    """The places of those of `answers` that stand in `said` as whole words, but for those inside a longer one."""
    found = [
        place for place, answer in enumerate(answers) if re.search(rf"(?<!\w){re.escape(plain(answer))}(?!\w)", said)
    ]
    return tuple(
        place for place in found
        if not any(place != other and plain(answers[place]) in plain(answers[other]) for other in found)
    )  # fmt: skip
