"""A compiled survey at hand: its questions, and the steps they are asked in."""

from dataclasses import dataclass
from functools import lru_cache

from .forms import build_form_class
from .questions import questions_of
from .versions import load_version


@dataclass(frozen=True)
class Step:
    """A part of a survey, shown on a page of its own. `keys` are its blocks in order, `number` counts from one."""

    number: int
    heading: str
    text: str
    keys: tuple


def split(texts):
    """The Steps of `texts`: a section opens each, but for what stands before the first one."""
    parts = [("", "", [])]
    for key in texts["order"]:
        words = texts["words"][key]
        if words.get("is_section"):
            parts.append((words["heading"], words["text"], []))
        else:
            parts[-1][2].append(key)
    parts = [part for part in parts if part[2]]
    return tuple(Step(number, heading, text, tuple(keys)) for number, (heading, text, keys) in enumerate(parts, 1))


class Questionnaire:
    """What answering needs of a version."""

    def __init__(self, structure, texts):
        self.questions = questions_of(structure, texts)
        self.by_key = {question.key: question for question in self.questions}
        self.steps = split(texts)
        self.form_class = build_form_class(structure, texts)

    def questions_in(self, step):
        """The questions of a step."""
        return [self.by_key[key] for key in step.keys if key in self.by_key]

    def is_complete(self, step, answers):
        """Whether `answers` has what must be answered in `step`."""
        return all(question.key in answers for question in self.questions_in(step) if question.required)

    def unfinished(self, answers):
        """The first step in which something must still be answered, or None."""
        return next((step for step in self.steps if not self.is_complete(step, answers)), None)

    def in_words(self, step, answers):
        """[(question, words)] of a step; no words where nothing was answered."""
        return [
            (question, question.in_words(answers[question.key]) if question.key in answers else "")
            for question in self.questions_in(step)
        ]

    def written(self, answers):
        """{field name: [values]} with which a browser would send `answers`."""
        return {
            name: values
            for key, answer in answers.items()
            if key in self.by_key
            for name, values in self.by_key[key].written(answer).items()
        }


@lru_cache(maxsize=64)
def questionnaire(version_id):
    """The Questionnaire of a kept version; built once a process."""
    version = load_version(version_id)
    return Questionnaire(version.structure.data, version.texts)
