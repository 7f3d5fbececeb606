"""What lies in a row of a box that keeps more than answers: a key, a background, or by which link it came."""

import uuid
from typing import NamedTuple

from .background import UNKNOWN


class Opened(NamedTuple):
    """What came out of one sealed answer."""

    answers: dict
    subject: uuid.UUID | None = None
    background: tuple = ()
    is_from_open_link: bool = False


def framed(answers, subject, background, is_from_open_link):
    """What lies in a row of a box that keeps more than answers."""
    return {
        "answers": answers,
        "subject": subject and str(subject),
        "background": background or {},
        "open": is_from_open_link,
    }


def unframed(content, kinds):
    """The Opened of what came out of a row, framed or not, with its background of `kinds`; None if it is neither."""
    if "answers" not in content:
        return Opened(content, background=(UNKNOWN,) * len(kinds))
    try:
        subject = content["subject"] and uuid.UUID(content["subject"])
        words = tuple(str(content["background"].get(kind, UNKNOWN)) for kind in kinds)
        return Opened(dict(content["answers"]), subject, words, bool(content["open"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
