"""A row of whole numbers with words at both ends."""

from django.utils.translation import gettext as _

from .question import Question
from .variables import ORDINAL, Code, Variable


class Scale(Question):
    """One of the numbers from the lowest to the highest."""

    type = "scale"
    template = "surveys/questions/scale.html"
    is_group = True

    def __init__(self, item, words):
        super().__init__(item, words)
        # The preview of a draft comes here before the numbers have been filled in.
        self.numbers = range(item["lowest"] or 0, (item["highest"] or 0) + 1)

    @classmethod
    def compile(cls, value):
        ends = {name: value[name] for name in ("lowest", "highest")}
        return ends, {name: value[name] for name in ("lowest_label", "highest_label")}

    def meaning(self):
        return self.item["lowest"], self.item["highest"]

    def parse(self, data):
        sent = data.get(self.clean_name) or None
        if sent is None:
            return None
        number = next((number for number in self.numbers if str(number) == sent), None)
        if number is None:
            self.refuse(_("Choose one of the answers to «%(question)s»."))
        return number

    def written(self, answer):
        return {self.clean_name: [str(answer)]}

    def controls(self, fill):
        ends = {self.item[end]: self.words.get(f"{end}_label", "") for end in ("lowest", "highest")}
        return {
            "numbers": [
                {
                    "id": f"{self.html_id}_{place}",
                    "number": str(number),
                    "means": ends.get(number, ""),
                    "mark": fill.mark(self.clean_name, str(number), " checked"),
                }
                for place, number in enumerate(self.numbers)
            ]
        }

    def longest(self):
        return 4

    def fit(self, value):
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return value if is_number and value in self.numbers else None

    def values(self):
        return tuple((number, str(number)) for number in self.numbers)

    def cells(self):
        labels = {number: str(number) for number in self.numbers}
        for end in ("lowest", "highest"):
            labels[self.item[end]] = f"{self.item[end]} – {self.words.get(f'{end}_label', '')}"
        return tuple(labels.items())

    def variables(self):
        codes = tuple(Code(number, words, number) for number, words in self.cells())
        return [Variable("", self.label, ORDINAL, codes, int)]
