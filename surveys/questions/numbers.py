"""A whole number, counted in bands: single numbers would point at people."""

from django.utils.translation import gettext as _

from figures.shares import MINUS, with_minus

from .question import Question, Table
from .variables import SCALE, Variable

MOST_BANDS = 10
# So many numbers a condition can name; more would be slow to go through for every question.
MOST_VALUES = 10_000


def bands_of(lowest, highest):
    """Ranges of one width that cover `lowest` to `highest`, ten at most."""
    width = -(-(highest - lowest + 1) // MOST_BANDS)
    return [range(start, min(start + width, highest + 1)) for start in range(lowest, highest + 1, width)]


def band_cells(bands):
    """(first number, words) of each band."""
    return tuple((band[0], words_of(band)) for band in bands)


def words_of(band):
    """A band as people read it: "0–10". A dash that stood against a minus would be read as one more."""
    dash = " – " if band[0] < 0 else "–"
    return dash.join(with_minus(number) for number in dict.fromkeys((band[0], band[-1])))


def number_in_words(number):
    """A number as people read it: "100 000", but "2026"."""
    space = "\N{NO-BREAK SPACE}" if abs(number) >= 10_000 else ""
    return with_minus(f"{number:,}".replace(",", space))


def whole_number(text):
    """The number in `text`, which may have a space between thousands; None if there is none."""
    digits = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(MINUS, "-")
    is_number = digits.removeprefix("-").isascii() and digits.removeprefix("-").isdigit() and len(digits) < 12
    return int(digits) if is_number else None


class Number(Question):
    """A number from the lowest to the highest that makes sense."""

    type = "number"
    template = "surveys/questions/number.html"

    def __init__(self, item, words):
        super().__init__(item, words)
        # The preview of a draft comes here before the limits have been filled in.
        self.lowest, self.highest = item["lowest"] or 0, item["highest"] or 0
        self.unit = words.get("unit", "")

    @classmethod
    def compile(cls, value):
        return {name: value[name] for name in ("lowest", "highest")}, {"unit": value["unit"] or ""}

    def meaning(self):
        return self.lowest, self.highest

    @property
    def limits(self):
        """The lowest and the highest number in words."""
        return {"lowest": number_in_words(self.lowest), "highest": number_in_words(self.highest)}

    def hint(self):
        return _("A whole number from %(lowest)s to %(highest)s.") % self.limits

    def parse(self, data):
        sent = data.get(self.clean_name, "").strip()
        if not sent:
            return None
        number = whole_number(sent)
        if number is None or not self.lowest <= number <= self.highest:
            self.refuse(
                _("Write a whole number from %(lowest)s to %(highest)s in «%(question)s»."),
                **self.limits,
            )
        return number

    def written(self, answer):
        return {self.clean_name: [str(answer)]}

    def controls(self, fill):
        size = max(len(str(self.lowest)), len(str(self.highest)))
        return {"text": fill.text(self.clean_name), "unit": self.unit, "size": size, "limit": size + size // 3}

    def longest(self):
        return 14

    def fit(self, value):
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return value if is_number and self.lowest <= value <= self.highest else None

    def values(self):
        if self.highest - self.lowest >= MOST_VALUES:
            return ()
        return tuple((number, str(number)) for number in range(self.lowest, self.highest + 1))

    def in_words(self, answer):
        return f"{number_in_words(answer)} {self.unit}".rstrip()

    def cells(self):
        return band_cells(bands_of(self.lowest, self.highest))

    def tables(self):
        bands = bands_of(self.lowest, self.highest)

        def counted(answer):
            return [band[0] for band in bands if answer in band]

        return [Table(self.clean_name, self.label_with_unit, self.cells(), counted, str)]

    @property
    def label_with_unit(self):
        """The question, and what is counted in it."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def variables(self):
        return [Variable("", self.label_with_unit, SCALE, (), int)]
