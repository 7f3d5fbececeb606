"""The answer to somebody who asks for too much in too short a time."""

from math import ceil

from django.shortcuts import render


def too_many_requests(request, seconds, sent=()):
    """429: what to do now, and when it is worth trying again. Programs read the same in Retry-After.

    What was `sent` [(field name, value)] lies on the page, to be sent again.
    """
    seconds = max(1, ceil(seconds))
    response = render(request, "429.html", {"minutes": ceil(seconds / 60), "sent": sent}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "private, no-store"
    return response
