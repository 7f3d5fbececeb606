"""How a page behind a personal link is sent."""

from functools import wraps

from django.shortcuts import render
from django.views.decorators.cache import never_cache


def token_page(view):
    """Send the response so that the link leaks nowhere: not to caches, search engines or other hosts."""

    @wraps(view)
    @never_cache
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        # never `no-referrer`: browsers then send `Origin: null`, and the CSRF check refuses the form
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def dead_link(request):
    """The one page for every link that opens nothing, whatever the reason."""
    return render(request, "members/dead_link.html", status=404)
