"""What the worker does with files of answers."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from outbox.registry import periodic
from surveys.answer_log import forget_old_entries

from .files import claim, discard_old, forget_orders, write


@periodic("surveys.write_files", every=timedelta(seconds=3), label=_("Write files that were asked for"))
def write_files(now):
    """One file at a time; mail goes in between."""
    if item := claim(now=now):
        write(item)


@periodic("surveys.discard_files", every=timedelta(minutes=5), label=_("Delete files after an hour"))
def discard_files(now):
    """Files nobody has fetched within the hour, and old entries of the log."""
    discard_old(before=now - settings.EXPORT_KEPT_FOR)
    forget_orders(before=now - settings.ANSWER_LOG_KEPT_FOR)
    forget_old_entries(before=now - settings.ANSWER_LOG_KEPT_FOR)
