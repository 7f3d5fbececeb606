"""What many mails of a batch have in common, or need each for itself, is looked up for several of them at once."""

import itertools
import time
from contextlib import contextmanager
from contextvars import ContextVar

# Seconds. What is common may be a second old, what decides whether one person gets a mail a quarter of that.
KEPT_FOR, FRESH_FOR = 1, 0.25
# So many of the next in line are asked about together.
AHEAD = 25
_here = ContextVar("here", default=None)


class Memory:
    """What was found while mail is sent, and the messages of the batch that are still in line."""

    def __init__(self):
        self.coming, self.common, self.own = (), {}, {}


@contextmanager
def lookups():
    """Within the block `look_up` remembers, for a second; its `coming` are the messages in line, the next one first."""
    memory = Memory()
    token = _here.set(memory)
    try:
        yield memory
    finally:
        _here.reset(token)


def look_up(key, find):
    """What `find()` returns; within `lookups()` it is asked once a second at most for the same `key`."""
    memory = _here.get()
    if memory is None:
        return find()
    moment, value = memory.common.get(key, (None, None))
    if moment is None or time.monotonic() - moment > KEPT_FOR:
        value = find()
        memory.common[key] = time.monotonic(), value
    return value


def look_up_each(message, find):
    """What `find(messages)`, a dictionary by `subject`, has for `message`; None if nothing.

    Within `lookups()` it is asked about the next in line as well, as long as they are of the same kind and batch. Each
    answer is used once, and thrown away when it has waited too long: a slow mail server must not make it old.
    """
    memory = _here.get()
    if memory is None:
        return find([message]).get(message.subject)
    moment, value = memory.own.pop(message.pk, (None, None))
    if moment is None or time.monotonic() - moment > FRESH_FOR:
        alike = [message, *(other for other in itertools.islice(memory.coming, AHEAD) if is_alike(other, message))]
        found, moment = find(alike), time.monotonic()
        memory.own = {other.pk: (moment, found.get(other.subject)) for other in alike[1:]}
        value = found.get(message.subject)
    return value


def is_alike(other, message):
    """Whether another message can be asked about together with `message`."""
    return other.pk != message.pk and (other.kind, other.batch) == (message.kind, message.batch)
