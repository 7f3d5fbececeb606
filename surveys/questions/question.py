"""What all question types have in common."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Bytes in JSON of one character at most, and of a UUID with quotes and separators.
WIDEST_CHARACTER = 6
KEY_SIZE = 44


class Question:
    """A question of a compiled survey: its `item` of the structure and its `words` of the texts.

    FormBuilder takes it for one of its fields, hence `clean_name`, `field_type` and `default_value`.
    """

    type = ""
    template = ""
    # Several controls below one legend, not one control with a label.
    is_group = False
    # Written words: kept apart from everything else that person answered, and never counted.
    is_text = False
    # Whoever answers has given one of the cells that are counted, never several.
    is_exclusive = True
    default_value = ""

    def __init__(self, item, words):
        self.item, self.words = item, words
        self.key, self.required = item["id"], item["required"]
        self.clean_name = "q_" + self.key.replace("-", "")
        self.html_id = f"id_{self.clean_name}"
        self.label, self.help_text = words.get("label", ""), words.get("help_text", "")

    field_type = property(lambda self: self.type)

    @property
    def first_control_id(self):
        """The id of the control that an error leads to."""
        return f"{self.html_id}_0" if self.is_group else self.html_id

    # From the editor's block.

    @classmethod
    def compile(cls, value):
        """(what belongs to the structure, what belongs to the words) of a block's value, beside what all have."""
        return {}, {}

    def meaning(self):
        """What may not change once somebody has answered."""
        return ()

    # From and to a browser's form.

    def read(self, data):
        """The answer in the QueryDict `data`, None when left empty; a ValidationError says what is wrong."""
        answer = self.parse(data)
        if answer is None and self.required:
            raise ValidationError(_("Answer the question «%(question)s».") % {"question": self.label})
        return answer

    def parse(self, data):
        """The same without asking whether there must be one."""
        raise NotImplementedError

    def field_names(self):
        """The names of its controls in a form."""
        return [self.clean_name]

    def typed(self, data):
        """[words] of what was typed or chosen, valid or not."""
        return [value for value in data.getlist(self.clean_name) if value.strip()]

    def written(self, answer):
        """{field name: [values]} with which a browser would send `answer`: the opposite of `parse`."""
        raise NotImplementedError

    def controls(self, fill):
        """What the template needs to draw the controls, with what `fill` says is in them."""
        raise NotImplementedError

    # Stored answers.

    def longest(self):
        """Bytes that the longest answer takes as JSON."""
        raise NotImplementedError

    def fit(self, value):
        """`value`, which came out of a box, if it is an answer to this question; else None."""
        raise NotImplementedError

    def cells(self):
        """[(value, words)] that answers are counted by, in order."""
        raise NotImplementedError

    def in_words(self, answer):
        """`answer` as a reader sees it: a string."""
        return dict(self.cells())[answer]
