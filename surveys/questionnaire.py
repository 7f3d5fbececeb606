"""A compiled survey at hand: its questions, and the steps they are asked in."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings

from . import conditions
from .box import fit
from .forms import build_form_class, read_answers, read_readable
from .questions import questions_of
from .translations import in_language
from .versions import load_version


@dataclass(frozen=True)
class Step:
    """A part of a survey, shown on a page of its own. `keys` are its blocks in order, `number` counts from one.

    `key` is the section's that opens it. `lang` is the language of its words where that is not the page's.
    """

    number: int
    key: str
    heading: str
    text: str
    keys: tuple
    lang: str = ""
    # Options in it that an earlier answer hides.
    hidden_options: frozenset = frozenset()


def split(texts):
    """The Steps of `texts`: a section opens each, but for what stands before the first one."""
    parts = [("", "", "", "", [])]
    for key in texts["order"]:
        words = texts["words"][key]
        if words.get("is_section"):
            parts.append((key, words["heading"], words["text"], words.get("lang", ""), []))
        else:
            parts[-1][4].append(key)
    return tuple(
        Step(number, key, heading, text, tuple(keys), lang)
        for number, (key, heading, text, lang, keys) in enumerate((part for part in parts if part[4]), 1)
    )


class Questionnaire:
    """What answering needs of a version."""

    def __init__(self, structure, texts):
        self.questions, self.texts = questions_of(structure, texts), texts
        self.by_key = {question.key: question for question in self.questions}
        self.companions = frozenset(question.key for question in self.questions if question.beside)
        self.is_shuffled = any(question.words.get("moving") for question in self.questions)
        self.conditions = structure.get("conditions", {})
        self.steps = split(texts)
        self.form_class = build_form_class(structure, texts)

    def questions_in(self, step):
        """The questions of a step, with the options that are shown in it."""
        return [self.by_key[key].without(step.hidden_options) for key in step.keys if key in self.by_key]

    def is_shown(self, key, answers, coming=()):
        """Whether somebody with `answers` to earlier questions is shown the block `key`, or may be after those `coming`."""
        condition = self.conditions.get(key)
        if condition is None or condition["question"] in coming:
            return True
        return conditions.holds(condition, self.by_key[condition["question"]], answers)

    def condition_in_words(self, key):
        """On what the block `key` depends; empty where it is shown to everybody."""
        condition = self.conditions.get(key)
        return conditions.in_words(condition, self.by_key[condition["question"]]) if condition else ""

    def path(self, answers, here=None):
        """The steps that somebody with `answers` is shown, with the blocks she sees in them.

        What she answered to a question that is now hidden counts for nothing here. With the number of the step she
        stands `here`, what hangs on a question she has not answered yet is there too: the way may become shorter as
        she goes, never longer.
        """
        if not self.conditions:
            return self.steps
        steps, seen, coming = [], {}, set()
        for step in self.steps:
            if not self.is_shown(step.key, seen, coming):
                continue
            hidden = frozenset(key for key in self.conditional_options(step) if not self.is_shown(key, seen, coming))
            shown = tuple(key for key in step.keys if self.is_drawn(key, hidden, seen, coming))
            # A step whose questions are all hidden is hidden with its headings.
            if any(key in self.by_key for key in shown) or shown == step.keys:
                drawn = replace(step, keys=shown, hidden_options=hidden)
                steps.append(drawn)
                seen |= self.answers_in(drawn, answers)
                if here is not None and step.number >= here:
                    coming |= set(shown) - seen.keys()
        return tuple(steps)

    def conditional_options(self, step):
        """The options in a step that only some are shown."""
        keys = (key for block in step.keys if block in self.by_key for key in getattr(self.by_key[block], "keys", ()))
        return [key for key in keys if key in self.conditions]

    def is_drawn(self, key, hidden, seen, coming):
        """Whether the block `key` is shown when the options `hidden` are not."""
        question = self.by_key.get(key)
        if question is not None and question.beside:
            return key not in hidden and self.is_drawn(question.beside, hidden, seen, coming)
        has_options = bool(getattr(question, "options", ()))
        # A question is hidden with the last of its options.
        return self.is_shown(key, seen, coming) and not (has_options and not question.without(hidden).options)

    def answers_in(self, step, answers):
        """Those of `answers` that can be given in a step as it is shown."""
        if not self.conditional_options(step) and not any(key in answers for key in self.companions):
            return {key: answers[key] for key in step.keys if key in answers}
        return fit(self.questions_in(step), answers)

    def shown(self, answers):
        """`answers` without those to questions, and those of options, that are hidden."""
        return {key: answer for step in self.path(answers) for key, answer in self.answers_in(step, answers).items()}

    def read(self, data):
        """The answers in the QueryDict `data` of the whole survey, None if something is wrong with them."""
        path = self.path(read_readable(self.questions, data) if self.conditions else {})
        return read_answers([question for step in path for question in self.questions_in(step)], data)

    def is_complete(self, step, answers):
        """Whether `answers` has what must be answered in `step`."""
        given = self.answers_in(step, answers)
        return all(question.key in given for question in self.questions_in(step) if question.required)

    def unfinished(self, answers):
        """The first step in which something must still be answered, or None."""
        return next((step for step in self.path(answers) if not self.is_complete(step, answers)), None)

    def newly_asked(self, before, after):
        """The steps with a question that is asked with the answers `after`, was not `before`, and has no answer yet."""
        known = {key for step in self.path(before) for key in step.keys}
        return [
            step
            for step in self.path(after)
            if any(
                not question.beside and question.key not in known and question.key not in after
                for question in self.questions_in(step)
            )
        ]

    def has_lost(self, here, before, after):
        """Whether answers to other steps than `here` have gone, or shrunk, from `before` to `after`."""
        return any(after.get(key) != answer for key, answer in before.items() if key not in here.keys)

    def whole_form(self, data):
        """The Django form of the whole survey for `data`, forgiving what is hidden by an answer in it."""
        path = self.path(read_readable(self.questions, data))
        hidden = set(self.by_key) - {key for step in path for key in step.keys}
        refused = frozenset(key for step in path for key in step.hidden_options)
        return self.form_class(data, hidden=hidden, refused_options=refused)

    def step_form(self, step, data=None, *, fill=None, says_conditions=False, hidden=()):
        """The Django form of one step for `data`, forgiving what is wrong with the questions `hidden`."""
        return self.form_class(
            data,
            fill=fill,
            keys=step.keys,
            hidden=hidden,
            hidden_options=step.hidden_options,
            says_conditions=says_conditions,
        )

    def in_words(self, step, answers):
        """[(question, words)] of a step; no words where nothing was answered. What is written at «other» stands with it."""
        return [
            (question, self.answer_in_words(question, answers))
            for question in self.questions_in(step)
            if not question.beside
        ]

    def answer_in_words(self, question, answers):
        """What `answers` say to the question; empty where nothing was answered."""
        if question.key not in answers:
            return ""
        if which := answers.get(getattr(question, "other", None)):
            question = question.explained(which)
        return question.in_words(answers[question.key])

    def written(self, answers):
        """{field name: [values]} with which a browser would send `answers`."""
        return {
            name: values
            for key, answer in answers.items()
            if key in self.by_key
            for name, values in self.by_key[key].written(answer).items()
        }


@lru_cache(maxsize=64)
def questionnaire(version_id, translation_id=None):
    """The Questionnaire of a kept version, in the words of a translation of it; built once a process."""
    version = load_version(version_id)
    texts = version.texts
    if translation_id is not None:
        texts = in_language(texts, load_version(translation_id).texts, settings.LANGUAGE_CODE)
    return Questionnaire(version.structure.data, texts)
