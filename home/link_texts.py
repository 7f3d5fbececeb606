"""Links are read out of their sentence by many: in a list by a screen reader, at a glance by everybody else."""

import re

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField

EDGES = re.compile(r"^\W+|\W+$")


def says_nothing(text):
    """Whether a link text tells nothing about where it leads, such as «les mer», «Her» or «klikk her …»."""
    words = EDGES.sub("", " ".join(text.split())).casefold()
    return words in settings.LINK_TEXTS_THAT_SAY_NOTHING


def find_links_that_say_nothing(html):
    """Such link texts in rich text, as they stand there."""
    texts = (link.get_text() for link in BeautifulSoup(html or "", "html.parser").find_all("a"))
    return [text.strip() for text in texts if says_nothing(text)]


def refuse_links_that_say_nothing(html):
    """ValidationError that names each such link and says what to write."""
    found = find_links_that_say_nothing(html)
    if found:
        raise ValidationError(sentence_about(found))


def refuse_link_text_that_says_nothing(text):
    """The same for the words of one button or link."""
    if says_nothing(text):
        raise ValidationError(sentence_about([text]))


class CheckedLinks:
    """For the forms of pages with rich text outside their body: checked when publishing is asked for, as blocks are."""

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            rich = [field.name for field in self._meta.model._meta.get_fields() if isinstance(field, RichTextField)]
            for name in cleaned.keys() & set(rich):
                found = find_links_that_say_nothing(cleaned[name])
                if found:
                    self.add_error(name, sentence_about(found))
        return cleaned


def sentence_about(texts):
    """What is wrong with link texts, in words for an editor."""
    quoted = ", ".join(f"«{text}»" for text in dict.fromkeys(texts))
    return _(
        "The link %(texts)s does not say where it leads. Write what the reader finds there, such as «Se resultatene»."
    ) % {"texts": quoted}
