"""Whole pages, kept in the process for ten seconds at most (decision 0011).

What an anonymous visitor reads is the same for everyone, so it is made once and sent to many. This is the outermost
middleware: a kept page runs nothing of what lies below. A page is kept only when everything says that it may be; in
doubt it is made anew.
"""

import gzip
import hashlib
import re
from time import monotonic

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, has_vary_header, patch_vary_headers

from home.kept import Shelf, forget

MOST_PAGES = 200
LARGEST_PAGE = 200_000
SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
ACCEPTS_GZIP = re.compile(r"\bgzip\b")

pages = Shelf(most=MOST_PAGES)


class KeptPages:
    """Answer from the shelf where that is allowed, and forget everything where an employee changes something."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.answer_employee(request)
        key = key_of(request) if settings.PAGES_KEPT_FOR else None
        if key is None:
            return self.get_response(request)
        page = pages.get(key)
        if page is None:
            response = self.get_response(request)
            if request.method != "GET" or not is_for_everyone(response):
                return response
            page = KeptPage(response, seconds_until_change(request))
            pages.put(key, page, page.seconds)
        return page.answer(request)

    def answer_employee(self, request):
        """What an employee sees is hers alone, and what she sends may change any page."""
        response = self.get_response(request)
        if request.method not in SAFE_METHODS:
            forget()
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def key_of(request):
    """What tells one page from another, or None for a request that is never answered from the shelf.

    A query string can hold anything, so addresses with one are left to the database.
    """
    if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING") or "Authorization" in request.headers:
        return None
    try:
        return request.scheme, request.get_host(), request.path
    except DisallowedHost:
        return None


def is_for_everyone(response):
    """Whether the response may be sent to any visitor: a view that knows better has said so in its headers."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
        and not has_vary_header(response, "Cookie")
        and len(response.content) <= LARGEST_PAGE
    )


def seconds_until_change(request):
    """How long the page may be kept: until it changes by itself (home.kept.changes_at), and never for longer."""
    longest = settings.PAGES_KEPT_FOR.total_seconds()
    if not hasattr(request, "changes_at"):
        return longest
    return max(0, min(longest, (request.changes_at - timezone.now()).total_seconds()))


class KeptPage:
    """A response as it leaves the server, compressed once: no page here holds a secret that its size could betray."""

    def __init__(self, response, seconds):
        self.seconds = seconds
        self.made_at = monotonic()
        self.body = response.content
        self.zipped = gzip.compress(self.body, mtime=0)
        patch_vary_headers(response, ["Accept-Encoding"])
        # Weak, since it stands for the page with and without compression.
        response.headers["ETag"] = f'W/"{hashlib.sha256(self.body).hexdigest()[:32]}"'
        # Browsers ask again each time; a proxy may keep the page for exactly as long as we do, which `Age` tells.
        response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={int(seconds)}"
        self.headers = {name: value for name, value in response.items() if name != "Content-Length"}

    def answer(self, request):
        """A response to `request`: whole, headers alone or «not modified»."""
        is_zipped = ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", ""))
        body = self.zipped if is_zipped else self.body
        response = HttpResponse(body if request.method == "GET" else b"", headers=self.headers)
        response.headers["Content-Length"] = str(len(body))
        response.headers["Age"] = str(int(monotonic() - self.made_at))
        if is_zipped:
            response.headers["Content-Encoding"] = "gzip"
        return get_conditional_response(request, etag=self.headers["ETag"], response=response)
