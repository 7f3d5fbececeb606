"""Options to choose from. An answer is an option's UUID, never its words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .question import KEY_SIZE, Question


class Choice(Question):
    """A question with options."""

    is_group = True
    template = "surveys/questions/choices.html"
    input_type = ""

    def __init__(self, item, words):
        super().__init__(item, words)
        labels = words.get("options", {})
        self.options = tuple((key, labels.get(key, "")) for key in item["options"])
        self.keys = frozenset(item["options"])

    @classmethod
    def compile(cls, value):
        options = [(str(option.id), option.value["label"]) for option in value["options"].bound_blocks]
        return {"options": [key for key, _label in options]}, {"options": dict(options)}

    def meaning(self):
        return tuple(sorted(self.keys))

    def check_keys(self, keys):
        """Refuse what is not one of the options."""
        if not self.keys.issuperset(keys):
            raise ValidationError(_("Choose one of the answers to «%(question)s».") % {"question": self.label})

    def typed(self, data):
        labels = dict(self.options)
        return [labels.get(value, value) for value in super().typed(data)]

    def controls(self, fill):
        return {
            "type": self.input_type,
            "options": [
                {
                    "id": f"{self.html_id}_{place}",
                    "value": key,
                    "label": label,
                    "mark": fill.mark(self.clean_name, key, " checked"),
                }
                for place, (key, label) in enumerate(self.options)
            ],
        }

    def longest(self):
        return KEY_SIZE * len(self.options) + 4

    def cells(self):
        return self.options


class SingleChoice(Choice):
    """One of the options."""

    type = "single_choice"
    input_type = "radio"

    def parse(self, data):
        key = data.get(self.clean_name) or None
        if key is not None:
            self.check_keys([key])
        return key

    def written(self, answer):
        return {self.clean_name: [answer]}

    def fit(self, value):
        return value if isinstance(value, str) and value in self.keys else None


class MultipleChoice(Choice):
    """Any of the options. A value sent twice counts once, or one resident could vote many times for one option."""

    type = "multiple_choice"
    input_type = "checkbox"
    is_exclusive = False

    def parse(self, data):
        keys = set(data.getlist(self.clean_name))
        self.check_keys(keys)
        return [key for key, _label in self.options if key in keys] or None

    def written(self, answer):
        return {self.clean_name: answer}

    def fit(self, value):
        return [key for key, _label in self.options if isinstance(value, list) and key in value] or None

    def in_words(self, answer):
        labels = dict(self.options)
        return ", ".join(labels[key] for key in answer)
