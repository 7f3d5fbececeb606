"""Finding published pages by words."""

import re
from functools import reduce
from operator import and_, or_

from django.db import connection
from wagtail.models import Page
from wagtail.search.query import PlainText

from .folding import fold

ENDINGS = ("", "a", "e", "en", "ene", "er", "et", "s")


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
    if connection.vendor == "sqlite":
        return pages.search(inflected(query.split()))
    return pages.search(PlainText(query, operator="and") | PlainText(fold(query), operator="and"))


def inflected(words):
    """A query for all of `words`, each with the endings a noun takes: SQLite does not stem, and «panel» is «panelet»."""
    forms = ([PlainText(fold(word + ending)) for ending in ENDINGS] for word in words)
    return reduce(and_, (reduce(or_, each) for each in forms))
