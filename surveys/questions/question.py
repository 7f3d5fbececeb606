"""What all question types have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .variables import coded

# Bytes in JSON of one character at most, and of a UUID with quotes and separators.
WIDEST_CHARACTER = 6
KEY_SIZE = 44


def clean_name_of(key):
    """The name in forms of the question `key`."""
    return "q_" + key.replace("-", "")


@dataclass(frozen=True)
class Table:
    """One table of figures and one column of the listing. A question has one, a matrix one for each row."""

    name: str
    label: str
    cells: tuple  # (value, words) in order
    counted: Callable  # from an answer to the values it counts as; none if it says nothing here
    in_words: Callable  # from an answer to a string, empty if it says nothing here
    # Whoever answers counts in one cell, never in several.
    is_exclusive: bool = True


class Question:
    """A question of a compiled survey: its `item` of the structure and its `words` of the texts.

    FormBuilder takes it for one of its fields, hence `clean_name`, `field_type` and `default_value`.
    """

    type = ""
    template = ""
    # Several controls below one legend, not one control with a label.
    is_group = False
    # The key of the question in whose group it is drawn, for one that belongs to another.
    beside = None
    # Written words: kept apart from everything else that person answered, and never counted.
    is_text = False
    default_value = ""

    def __init__(self, item, words):
        self.item, self.words = item, words
        self.key, self.required = item["id"], item["required"]
        self.clean_name = clean_name_of(self.key)
        self.html_id = f"id_{self.clean_name}"
        self.export_name = words.get("export_name", "")
        self.label, self.help_text = words.get("label", ""), words.get("help_text") or ""

    field_type = property(lambda self: self.type)

    @property
    def first_control_id(self):
        """The id of the control that an error leads to."""
        return f"{self.html_id}_0" if self.is_group else self.html_id

    def refuse(self, sentence, at=None, **values):
        """Raise a ValidationError that names the question, and the id of the control to mend it `at`."""
        raise ValidationError(sentence % {"question": self.label, **values}, code=at)

    # From the editor's block.

    @classmethod
    def compile(cls, value):
        """(what belongs to the structure, what belongs to the words) of a block's value, beside what all have."""
        return {}, {}

    def companions(self, words):
        """[(item, words)] of questions that belong to this one; its `words` have its export name."""
        return []

    def without(self, hidden):
        """The same question without the options in the set `hidden`."""
        return self

    def meaning(self):
        """What may not change once somebody has answered."""
        return ()

    # From and to a browser's form.

    def read(self, data):
        """The answer in the QueryDict `data`, None when left empty; a ValidationError says what is wrong."""
        answer = self.parse(data)
        if answer is None and self.required:
            self.refuse(_("Answer the question «%(question)s»."))
        return answer

    def parse(self, data):
        """The same without asking whether there must be one."""
        raise NotImplementedError

    def field_names(self):
        """The names of its controls in a form."""
        return [self.clean_name]

    def hint(self):
        """A sentence about what may be answered, shown below the help text; may be empty."""
        return ""

    def typed(self, data):
        """[words] of what was typed or chosen, valid or not."""
        return [value for value in data.getlist(self.clean_name) if value.strip()]

    def chosen_by_writing(self, data):
        """{field name: [values]} that what is written beside an option changes in the QueryDict `data`."""
        return {}

    def written(self, answer):
        """{field name: [values]} with which a browser would send `answer`: the opposite of `parse`."""
        raise NotImplementedError

    def controls(self, fill):
        """What the template needs to draw the controls, with what `fill` says is in them."""
        raise NotImplementedError

    # Conditions of later questions.

    def values(self):
        """((value, words), …) that a condition may name; none if conditions cannot look at such a question."""
        return ()

    def values_of(self, answer):
        """The set of values in `answer`."""
        return {answer}

    # Stored answers.

    def longest(self):
        """Bytes that the longest answer takes as JSON."""
        raise NotImplementedError

    def fit(self, value):
        """`value`, which came out of a box, if it is an answer to this question; else None."""
        raise NotImplementedError

    def in_words(self, answer):
        """`answer` as a reader sees it: a string."""
        return str(answer)

    def tables(self):
        """The tables that answers are counted in; none for written words."""
        return [Table(self.clean_name, self.label, self.cells(), lambda answer: [answer], self.in_words)]

    def cells(self):
        """((value, words), …) of its one table, in order."""
        raise NotImplementedError

    def variables(self):
        """Its Variables in a data file; none for written words, which go into a file of their own."""
        return [coded(table) for table in self.tables()]
