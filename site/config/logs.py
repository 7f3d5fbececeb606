"""What must never reach a log line."""

import logging
import re

# A personal link is `<id>.<MAC>`; whoever reads one in a log could use it.
PERSONAL_LINK = re.compile(r"\b\d+\.[A-Za-z0-9_-]{20,}")
ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+\.[^\s<>\"']+")


def mask(text):
    """`text` without personal links and e-mail addresses."""
    return ADDRESS.sub("[address]", PERSONAL_LINK.sub("[link]", text))


class MaskLinks(logging.Filter):
    """Rewrite a record so that neither its message nor its traceback shows a link or an address."""

    def filter(self, record):
        record.msg = mask(record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask(record.exc_text)
        return True
