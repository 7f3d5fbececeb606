"""The languages of the site. A language is an address: bokmål without a prefix, the others with their code."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language
from wagtail.models import Page

# Each in its own words, for those who read no other.
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


class LanguageChoice(NamedTuple):
    """A language one may read a page in, and where."""

    code: str
    name: str
    address: str
    is_current: bool
    # Else it leads to the front page.
    is_same: bool = True


def choices(addresses, current):
    """The LanguageChoices of `addresses` {code: address} in our order; none where there is nothing to choose."""
    if len(addresses) < 2:
        return []
    return [
        LanguageChoice(code, name, addresses[code], code == current)
        for code, name in NAMES.items()
        if code in addresses
    ]


def is_bokmal():
    """Whether the page being made is in the first language of the site."""
    return get_language() in (settings.LANGUAGE_CODE, None)


def readable(pages):
    """Those of the queryset `pages` in the reader's language, and in bokmål what is not published in hers.

    Each knows its `language`.
    """
    pages = pages.annotate(language=F("locale__language_code"))
    if is_bokmal():
        return pages.filter(language=settings.LANGUAGE_CODE)
    translated = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=get_language()
    )
    return pages.filter(Q(language=get_language()) | Q(language=settings.LANGUAGE_CODE) & ~Exists(translated))
