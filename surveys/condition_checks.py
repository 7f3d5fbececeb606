"""What is wrong with the conditions of a survey, said before it is saved. Works on blocks that have no ids yet."""

from difflib import get_close_matches

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from .conditions import plain
from .questions.choices import YesNo
from .questions.places import Place

EXCLUSIVE = ("single_choice", "yes_no", "place", "scale", "number")
# Questions whose answers are words of the panel's own.
OWN_WORDS = {"yes_no": YesNo, "place": Place}


def own_words(kind, value):
    """The panel's own words for the answers to a question of `kind`, in order."""
    # The editor names answers in bokmål, whatever language her admin speaks.
    with translation.override(settings.LANGUAGE_CODE):
        _item, words = OWN_WORDS[kind].compile(value)
    return list(words["options"].values())


def own_answers():
    """{"yes_no", "zone", "place": answers}, each with the last one that an editor may do without, for her to choose from."""
    found = {level: own_words("place", {"level": level, "offers_elsewhere": True}) for level in ("zone", "place")}
    return found | {"yes_no": own_words("yes_no", {"offers_dont_know": True})}


def answer_words(block):
    """The answers to a question block that a condition may name, as `plain` words in order; None if it may name none."""
    value = block.value
    if block.block_type in ("single_choice", "multiple_choice"):
        return [plain(option["label"]) for option in value["options"]]
    if block.block_type in OWN_WORDS:
        return [plain(label) for label in own_words(block.block_type, value)]
    if block.block_type in ("scale", "number"):
        ends = value["lowest"], value["highest"]
        is_long = None in ends or ends[1] - ends[0] >= 10_000
        return None if is_long else [str(number) for number in range(ends[0], ends[1] + 1)]
    return None


def named(condition):
    """The answers a condition names, one a line, as `plain` words."""
    return [plain(line) for line in (condition["answers"] or "").splitlines() if line.strip()]


def allowed(block, condition):
    """The answers to `block` of which the condition is true, as a set."""
    words, names = answer_words(block), named(condition)
    if condition["rule"] == "is_not":
        return set(words) - set(names)
    if condition["rule"] == "is_at_least":
        return set(words[words.index(names[0]) :])
    if condition["rule"] == "is_at_most":
        return set(words[: words.index(names[0]) + 1])
    return set(names)


def conditions_of(value):
    """[(path, condition)] of a block's value: its own condition, if it has one, and those of its options."""
    own = value.get("shown_if")
    found = [(("shown_if",), own)] if own and plain(own["question"]) else []
    return found + [
        (("option_conditions", number), condition)
        for number, condition in enumerate(value.get("option_conditions") or ())
        if plain(condition["question"])
    ]


class ConditionChecker:
    """Goes through the blocks in order and knows what came before. In a draft a condition may still lack its answer."""

    def __init__(self, *, is_draft=False):
        self.is_draft = is_draft
        self.step = 0
        self.section_needs = {}
        self.earlier = {}  # plain label: (place, block, step)
        self.needs = {}  # (place of a block, or of an option in it): {place of a question: answers it may have}
        self.options = {}  # (place of a block, plain words of its option): what that option needs

    def check(self, blocks):
        """[(place, path to the field, sentence)] of what is wrong."""
        problems = []
        for place, block in enumerate(blocks):
            if block.block_type == "section":
                self.step, self.section_needs = place, {}
            problems += [
                (place, (*path, problem[0]), problem[1])
                for path, condition in conditions_of(block.value)
                if (problem := self.problem_of((place, *path[1:]), condition))
            ]
            if block.block_type == "section":
                self.section_needs = self.needs.get((place,), {})
            elif "label" in block.value:
                self.needs.setdefault((place,), self.section_needs)
                self.earlier[plain(block.value["label"])] = place, block, self.step
        return problems

    def problem_of(self, place, condition):
        """(field, sentence) about one condition, or None."""
        if plain(condition["question"]) not in self.earlier:
            return "question", self.no_such_question(condition["question"])
        at, question, step = self.earlier[plain(condition["question"])]
        if step == self.step:
            return "question", _("That question is in the same step. Put a «New step» between the two.")
        words, names = answer_words(question), named(condition)
        if words is None:
            return "question", _("A condition cannot look at a question of this kind.")
        if not names:
            return None if self.is_draft else ("answers", _("Say which answer."))
        if unknown := [line for line in names if line not in words]:
            return "answers", _("«%(answer)s» is not an answer to that question.") % {"answer": unknown[0]}
        is_number = question.block_type in ("scale", "number")
        if condition["rule"] in ("is_at_least", "is_at_most") and (not is_number or len(names) != 1):
            return "rule", _("This needs one number, and a question that is answered with a number.")
        return self.remember(place, at, question, condition)

    def no_such_question(self, words):
        """What is said of words that name no earlier question, with the one that was probably meant."""
        sentence = _("No earlier question has these words. A condition can only look back.")
        for close in get_close_matches(plain(words), self.earlier, 1):
            sentence += " " + _("Did you mean «%(words)s»?") % {"words": self.earlier[close][1].value["label"]}
        return sentence

    def remember(self, place, at, question, condition):
        """Keep what the condition needs, with what the question it looks at needs itself. A sentence if nobody can."""
        # What an option needs, its question needs too.
        needs = dict(self.needs.get(place[:1], self.section_needs))
        for key, answers in self.needs.get((at,), {}).items():
            needs[key] = needs[key] & answers if key in needs else answers
        given = {
            answer for answer in allowed(question, condition) if go_together(self.options.get((at, answer)), needs)
        }
        if question.block_type in EXCLUSIVE:
            given &= needs.get(at, given)
            needs[at] = given
        self.needs[place] = needs
        if "option" in condition:
            self.options[place[0], plain(condition["option"])] = needs
        if not given or not all(needs.values()):
            return "answers", _("Nobody can ever be shown this: the conditions before it rule it out.")
        return None


def go_together(needs, others):
    """Whether somebody can have answered both what `needs` and what `others` {place: answers} ask for."""
    return all(answers & others.get(key, answers) for key, answers in (needs or {}).items())
