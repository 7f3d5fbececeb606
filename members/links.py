"""Personal links: `<row id>.<MAC>`. Nothing of them is stored; raising a row's generation kills them.

The MAC is HMAC-SHA256, cut to 128 bits, over purpose, row id and generation under PANEL_SECRET. A link that works once
and for a short time has when it ends before the MAC and within what the MAC is over.
"""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime
from enum import StrEnum

from django.conf import settings

MAC_BYTES = 16
SHAPE = re.compile(r"([1-9][0-9]{0,17})\.([A-Za-z0-9_-]{22})", re.ASCII)
SHORT_LIVED_SHAPE = re.compile(r"([1-9][0-9]{0,17})\.([0-9a-f]{8})([A-Za-z0-9_-]{22})", re.ASCII)


class Purpose(StrEnum):
    """What a link may be used for. One purpose never stands in for another."""

    ANSWER = "answer"
    # An employee tries a survey; the link has no invitation behind it.
    TEST = "test"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    LEAVE = "leave"
    STOP = "stop"
    STAY = "stay"
    CONFIRM_DETAILS = "confirm_details"
    # Min deltakelse: the link in the mail, and the visit it opens.
    ENTER = "enter"
    VISIT = "visit"
    # A change of address, as both mailboxes confirm it.
    MOVE_FROM = "move_from"
    MOVE_TO = "move_to"


def mac(secret, purpose, pk, generation, until=""):
    """The text form of the MAC."""
    text = f"{purpose}:{pk}:{generation}" + (f":{until}" if until else "")
    digest = hmac.digest(secret.encode(), text.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:MAC_BYTES]).rstrip(b"=").decode()


def is_genuine(given, *signed):
    """Whether `given` is the MAC over `signed`, under the secret of today or an older one that still counts."""
    secrets = (settings.PANEL_SECRET, *settings.PANEL_SECRET_FALLBACKS)
    return any(hmac.compare_digest(given, mac(secret, *signed)) for secret in secrets)


def make(purpose, row):
    """The link to `row` (anything with `pk` and `link_generation`) for `purpose`."""
    return f"{row.pk}.{mac(settings.PANEL_SECRET, purpose, row.pk, row.link_generation)}"


def draft_keys(row):
    """{name: key} of what the owner of `row` keeps before she answers; the first made with the secret now in use.

    Made from what her link is made from, but neither is a link nor leads to one, and the name does not give the key.
    """
    keys = {}
    for secret in (settings.PANEL_SECRET, *settings.PANEL_SECRET_FALLBACKS):
        name, key = (
            hmac.digest(secret.encode(), f"draft {part}:{row.pk}:{row.link_generation}".encode(), hashlib.sha256)
            for part in ("name", "key")
        )
        keys[base64.urlsafe_b64encode(name).rstrip(b"=").decode()] = key
    return keys


def find(purpose, link, rows):
    """The row of the queryset `rows` that `link` opens for `purpose`, or None. One query at most."""
    return find_by(purpose, link, lambda pk: rows.filter(pk=pk).first())


def find_by(purpose, link, fetch):
    """What `fetch` gives for the number in `link`, if `link` opens it for `purpose`; None without asking if it cannot."""
    match = SHAPE.fullmatch(link)
    if match is None:
        return None
    row = fetch(int(match[1]))
    if row is None or not is_genuine(match[2], purpose, row.pk, row.link_generation):
        return None
    return row


def make_short_lived(purpose, member, *, until):
    """A link to `member` that ends at the moment `until`, and before that when `access_generation` is raised."""
    ends = f"{int(until.timestamp()):08x}"
    return f"{member.pk}.{ends}{mac(settings.PANEL_SECRET, purpose, member.pk, member.access_generation, ends)}"


def find_short_lived(purpose, link, members, *, now):
    """The member that `link` opens for `purpose` at the moment `now`, or None. One query at most."""
    match = SHORT_LIVED_SHAPE.fullmatch(link)
    if match is None or datetime.fromtimestamp(int(match[2], 16), UTC) <= now:
        return None
    member = members.filter(pk=int(match[1])).first()
    if member is None or not is_genuine(match[3], purpose, member.pk, member.access_generation, match[2]):
        return None
    return member
