"""Answers in the resident's own words."""

from django.utils.translation import gettext as _

from .question import WIDEST_CHARACTER, Question


def can_be_stored(text):
    """No NUL, and no half of a surrogate pair, which odd encodings can smuggle in and which is no character."""
    return not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in text)


class ShortText(Question):
    """One line."""

    type = "short_text"
    template = "surveys/questions/short_text.html"
    is_text = True
    limit = 200

    def parse(self, data):
        text = data.get(self.clean_name, "").strip()
        if not can_be_stored(text):
            self.refuse(_("The answer to «%(question)s» holds a character that cannot be stored."))
        # A browser sends two characters for a line break, and whoever counts what she wrote counts one.
        length = len(text) - text.count("\r\n")
        if length > self.limit:
            self.refuse(
                _(
                    "The answer to «%(question)s» is too long. It can have %(limit)s characters, and yours has "
                    "%(length)s."
                ),
                limit=self.limit,
                length=length,
            )
        return text or None

    def written(self, answer):
        return {self.clean_name: [answer]}

    def controls(self, fill):
        return {"text": fill.text(self.clean_name)}

    def longest(self):
        return 2 + self.limit * WIDEST_CHARACTER

    def fit(self, value):
        return value if isinstance(value, str) else None

    def tables(self):
        return []


class LongText(ShortText):
    """Several lines."""

    type = "long_text"
    template = "surveys/questions/long_text.html"
    limit = 2000
