"""The list of those erased, outside the database: a time, a random id and a word a line, nothing that points at anybody.

A restored backup brings back whoever left after it was made; with the list they are erased again before any mail goes.
"""

import logging
import os
import re
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

log = logging.getLogger(__name__)
LINE = re.compile(r"(\S+) ([0-9a-f-]{36}) (\w+)")


def note(erasure_id, what, *, now):
    """Add one line and see it safely on the disk. An erasure never waits for a full disk: the log takes it then."""
    line = f"{now.isoformat()} {erasure_id} {what}\n"
    try:
        file = Path(settings.ERASURES_FILE)
        file.parent.mkdir(parents=True, exist_ok=True)
        # Appending a short line is one write, so the lines of two processes never mix.
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o660)
        try:
            os.write(descriptor, line.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        log.error(
            "The list of erasures could not be written (%s); add this line: %s", type(error).__name__, line.strip()
        )


def since(moment):
    """[(time, id, what)] of the erasures from `moment` on; lines that are cut or foreign are passed over."""
    file = Path(settings.ERASURES_FILE)
    if not file.exists():
        return []
    found = [LINE.fullmatch(line) for line in file.read_text(errors="replace").splitlines()]
    noted = [(datetime.fromisoformat(match[1]), UUID(match[2]), match[3]) for match in found if match]
    return [entry for entry in noted if entry[0] >= moment]
