"""What many mails of a batch have in common is looked up once for all of them, and again when that is a while ago."""

import time
from contextlib import contextmanager
from contextvars import ContextVar

KEPT_FOR = 1
_found = ContextVar("found", default=None)


@contextmanager
def lookups():
    """Within the block `look_up` remembers, for a second."""
    token = _found.set({})
    try:
        yield
    finally:
        _found.reset(token)


def look_up(key, find):
    """What `find()` returns; within `lookups()` it is asked once a second at most for the same `key`."""
    found = _found.get()
    if found is None:
        return find()
    moment, value = found.get(key, (None, None))
    if moment is None or time.monotonic() - moment > KEPT_FOR:
        value = find()
        found[key] = time.monotonic(), value
    return value
