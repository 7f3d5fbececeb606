"""What is wrong with the conditions of a survey, said before it is saved. Works on blocks that have no ids yet."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from .conditions import plain
from .questions.choices import YesNo

EXCLUSIVE = ("single_choice", "yes_no", "scale", "number")


def answer_words(block):
    """The answers to a question block that a condition may name, as `plain` words in order; None if it may name none."""
    value = block.value
    if block.block_type in ("single_choice", "multiple_choice"):
        return [plain(option["label"]) for option in value["options"]]
    if block.block_type == "yes_no":
        # The editor names answers in bokmål, whatever language her admin speaks.
        with translation.override(settings.LANGUAGE_CODE):
            _item, words = YesNo.compile(value)
        return [plain(label) for label in words["options"].values()]
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
    return set(names)


class ConditionChecker:
    """Goes through the blocks in order and knows what came before."""

    def __init__(self):
        self.step = 0
        self.section_needs = {}
        self.earlier = {}  # plain label: (place, block, step)
        self.needs = {}  # place of a block: {place of a question: answers it may have}

    def check(self, blocks):
        """{place: (field of the condition, sentence)} of what is wrong."""
        problems = {}
        for place, block in enumerate(blocks):
            if block.block_type == "section":
                self.step, self.section_needs = place, {}
            condition = block.value.get("shown_if")
            problem = self.problem_of(place, condition) if condition and plain(condition["question"]) else None
            if problem:
                problems[place] = problem
            if block.block_type == "section":
                self.section_needs = self.needs.get(place, {})
            elif "label" in block.value:
                self.needs.setdefault(place, self.section_needs)
                self.earlier[plain(block.value["label"])] = place, block, self.step
        return problems

    def problem_of(self, place, condition):
        """(field, sentence) about one condition, or None."""
        if plain(condition["question"]) not in self.earlier:
            return "question", _("No earlier question has these words. A condition can only look back.")
        at, question, step = self.earlier[plain(condition["question"])]
        if step == self.step:
            return "question", _("That question is in the same step. Put a «New step» between the two.")
        words, names = answer_words(question), named(condition)
        if words is None:
            return "question", _("A condition cannot look at a question of this kind.")
        if not names:
            return "answers", _("Say which answer.")
        if unknown := [line for line in names if line not in words]:
            return "answers", _("«%(answer)s» is not an answer to that question.") % {"answer": unknown[0]}
        is_number = question.block_type in ("scale", "number")
        if condition["rule"] == "is_at_least" and (not is_number or len(names) != 1):
            return "rule", _("«Is at least» needs one number, and a question that is answered with a number.")
        return self.remember(place, at, question, condition)

    def remember(self, place, at, question, condition):
        """Keep what the condition needs, with what the question it looks at needs itself. A sentence if nobody can."""
        needs = dict(self.section_needs)
        own = {at: allowed(question, condition)} if question.block_type in EXCLUSIVE else {}
        for more in (self.needs.get(at, {}), own):
            for key, answers in more.items():
                needs[key] = needs[key] & answers if key in needs else answers
        self.needs[place] = needs
        if any(not answers for answers in needs.values()):
            return "answers", _("Nobody can ever be shown this: the conditions before it rule it out.")
        return None
