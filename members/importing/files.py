"""Where uploaded lists lie: outside media, readable by the accounts of the site alone, one hour at most."""

import os
from pathlib import Path

from django.conf import settings


def folder():
    """The folder of uploaded lists, made when it is missing."""
    path = Path(settings.IMPORT_FOLDER)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def list_file(file_id):
    """Where the list itself lies."""
    return folder() / f"{file_id}.list"


def report_file(file_id):
    """Where its problems lie, a line each: row, field, problem."""
    return folder() / f"{file_id}.report"


def create(path):
    """Open a new file for writing that only the accounts of the site can read: web writes it, the worker reads it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o660), "wb")


def keep(file_id, chunks):
    """Store an uploaded list."""
    with create(list_file(file_id)) as file:
        for chunk in chunks:
            file.write(chunk)


def discard(file_id):
    """Delete a list and its report, whether or not they are there."""
    for path in (list_file(file_id), report_file(file_id)):
        path.unlink(missing_ok=True)


def discard_old(*, before, needed):
    """Delete files last written before `before` that no list in `needed` (file ids) waits for; return how many."""
    names = {str(file_id) for file_id in needed}
    old = [path for path in folder().iterdir() if path.stem not in names and path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
