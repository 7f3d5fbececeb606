"""Personal links: `<row id>.<MAC>`. Nothing of them is stored; raising a row's generation kills them.

The MAC is HMAC-SHA256, cut to 128 bits, over purpose, row id and generation under PANEL_SECRET.
"""

import base64
import hashlib
import hmac
import re
from enum import StrEnum

from django.conf import settings

MAC_BYTES = 16
SHAPE = re.compile(r"([1-9][0-9]{0,17})\.([A-Za-z0-9_-]{22})", re.ASCII)


class Purpose(StrEnum):
    """What a link may be used for. One purpose never stands in for another."""

    ANSWER = "answer"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    LEAVE = "leave"


def mac(secret, purpose, pk, generation):
    """The text form of the MAC."""
    digest = hmac.digest(secret.encode(), f"{purpose}:{pk}:{generation}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:MAC_BYTES]).rstrip(b"=").decode()


def make(purpose, row):
    """The link to `row` (anything with `pk` and `link_generation`) for `purpose`."""
    return f"{row.pk}.{mac(settings.PANEL_SECRET, purpose, row.pk, row.link_generation)}"


def find(purpose, link, rows):
    """The row of the queryset `rows` that `link` opens for `purpose`, or None. One query at most."""
    match = SHAPE.fullmatch(link)
    if match is None:
        return None
    row = rows.filter(pk=int(match[1])).first()
    if row is None:
        return None
    for secret in (settings.PANEL_SECRET, *settings.PANEL_SECRET_FALLBACKS):
        if hmac.compare_digest(match[2], mac(secret, purpose, row.pk, row.link_generation)):
            return row
    return None
