"""A date in three fields, counted in bands of years."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .numbers import band_cells, bands_of
from .question import Question, Table
from .variables import DATE, Variable

PARTS = ("day", "month", "year")
# The parts of the example stay on one line.
EXAMPLE = "17 5 2026".replace(" ", "\N{NO-BREAK SPACE}")


class Date(Question):
    """A date between two years. An answer is a string such as "2026-05-17"."""

    type = "date"
    template = "surveys/questions/date.html"
    is_group = True

    def __init__(self, item, words):
        super().__init__(item, words)
        # The preview of a draft comes here before the years have been filled in.
        self.first_year, self.last_year = item["first_year"] or 0, item["last_year"] or 0
        self.refuses_future = item.get("refuses_future", False)

    @classmethod
    def compile(cls, value):
        item = {name: value[name] for name in ("first_year", "last_year")}
        # Left out where days to come may be answered, so that older surveys keep the digest they have.
        return item | ({"refuses_future": True} if value.get("allows_future") is False else {}), {}

    def meaning(self):
        return self.first_year, self.last_year

    def field_names(self):
        return [f"{self.clean_name}_{part}" for part in PARTS]

    def hint(self):
        sentences = [_("Write with digits, such as %(example)s.") % {"example": EXAMPLE}]
        if self.refuses_future:
            sentences.append(_("Not later than today."))
        return " ".join(sentences)

    def parse(self, data):
        day, month, year = (data.get(name, "").strip() for name in self.field_names())
        if not (day or month or year):
            return None
        are_digits = all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (day, month, year))
        if not are_digits:
            sentence = _("Write day, month and year with digits in «%(question)s», such as %(example)s.")
            if not self.required:
                sentence = _(
                    "Write day, month and year with digits in «%(question)s», such as %(example)s, or leave all three empty."
                )
            self.refuse(sentence, example=EXAMPLE)
        try:
            answer = date(int(year), int(month), int(day))
        except ValueError:
            self.refuse(_("The date in «%(question)s» does not exist. Check day, month and year."))
        if not self.first_year <= answer.year <= self.last_year:
            self.refuse(
                _("The year in «%(question)s» must be from %(first)s to %(last)s."),
                first=self.first_year,
                last=self.last_year,
            )
        if self.refuses_future and answer > timezone.localdate():
            self.refuse(_("The date in «%(question)s» is still to come. Write one that is not later than today."))
        return answer.isoformat()

    def typed(self, data):
        parts = [data.get(name, "").strip() for name in self.field_names()]
        return [".".join(parts)] if any(parts) else []

    def written(self, answer):
        day = date.fromisoformat(answer)
        return dict(zip(self.field_names(), ([str(part)] for part in (day.day, day.month, day.year)), strict=True))

    def controls(self, fill):
        labels = (_("Day"), _("Month"), _("Year"))
        sizes = (2, 2, 4)
        return {
            "parts": [
                {"id": f"{self.html_id}_{place}", "name": name, "label": label, "size": size, "text": fill.text(name)}
                for place, (name, label, size) in enumerate(zip(self.field_names(), labels, sizes, strict=True))
            ]
        }

    def longest(self):
        return 14

    def fit(self, value):
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        return day.isoformat() if day and self.first_year <= day.year <= self.last_year else None

    def in_words(self, answer):
        return date_format(date.fromisoformat(answer))

    def tables(self):
        bands = bands_of(self.first_year, self.last_year)

        def counted(answer):
            year = date.fromisoformat(answer).year
            return [band[0] for band in bands if year in band]

        return [Table(self.clean_name, self.label, band_cells(bands), counted, self.in_words)]

    def variables(self):
        return [Variable("", self.label, DATE, (), str)]
