"""Finding published pages by words."""

import re

from wagtail.models import Page
from wagtail.search.query import PlainText

from .folding import fold


def find_pages(words, locales=None):
    """Published pages that hold all of `words`, those open to everyone only; [] when there is nothing to look for.

    `locales` (ids) narrows them to languages.
    """
    # Signs mean something to the search engines of databases; people mean words.
    query = " ".join(re.findall(r"\w+", words))
    if not query:
        return []
    pages = Page.objects.live().public().filter(depth__gt=2).specific().defer_streamfields()
    if locales is not None:
        pages = pages.filter(locale__in=locales)
    return pages.search(PlainText(query, operator="and") | PlainText(fold(query), operator="and"))
