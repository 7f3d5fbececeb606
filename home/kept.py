"""What a process remembers for a moment, so that not every request asks the database for it again.

The process where something changes forgets at once. gunicorn runs several of them, and for PAGES_KEPT_FOR at most the
others go on showing what was. Where the setting is zero, nothing outlives its request.
"""

from time import monotonic

from django.conf import settings
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.models import Locale, Page, PageViewRestriction, Site

# Whatever the skeleton of a page is made of.
WATCHED = (BaseGenericSetting, BaseSiteSetting, Locale, Page, PageViewRestriction, Site)
shelves = []


class Shelf:
    """Things by key, each for PAGES_KEPT_FOR at most, and never more than `most` of them."""

    def __init__(self, most):
        self.most = most
        self._things = {}
        shelves.append(self)

    def get(self, key):
        """The thing kept under `key`, or None."""
        thing, until = self._things.get(key, (None, 0))
        return thing if monotonic() < until else None

    def put(self, key, thing, seconds=None):
        """Keep `thing` for PAGES_KEPT_FOR, or `seconds` if that is shorter."""
        longest = settings.PAGES_KEPT_FOR.total_seconds()
        if len(self._things) >= self.most:
            self._things.clear()
        self._things[key] = thing, monotonic() + (longest if seconds is None else min(seconds, longest))

    def clear(self):
        self._things.clear()


skeleton = Shelf(most=500)


def once(request, key, make):
    """What `make` gives, asked for once a request and, for all requests together, once in PAGES_KEPT_FOR."""
    known = request.__dict__.setdefault("_kept", {})
    if key not in known:
        thing = skeleton.get(key)
        if thing is None:
            thing = make()
            skeleton.put(key, thing)
        known[key] = thing
    return known[key]


def change_at(request, moments, *, now):
    """Note when the page being made will look different by itself: at the first of `moments` that is still to come."""
    coming = [moment for moment in moments if moment and moment > now]
    if coming:
        request.changes_at = min(coming)


def forget(**kwargs):
    """Empty every shelf of this process. Also a receiver of signals."""
    for shelf in shelves:
        shelf.clear()


def forget_when_watched(sender, **kwargs):
    """Receiver for every saved or deleted row."""
    if issubclass(sender, WATCHED):
        forget()
