"""What the worker does for surveys by itself. Opening needs to know who was asked, so it lives in panel_pages."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.registry import periodic, start_check

from .box import boxes_without_key, erase_traces
from .exporting import jobs as exporting_jobs  # noqa: F401 - registers them
from .retention import forget_on_time


@start_check
def every_box_has_its_key():
    """A worker that could not open a box would find out only after the survey closed: too late to mend."""
    boxes = boxes_without_key(settings.SURVEY_BOX_PRIVATE_KEYS, today=timezone.localdate())
    if not boxes:
        return None
    pages = ", ".join(str(box.page_id) for box in boxes)
    return (
        f"SURVEY_BOX_PRIVATE_KEYS holds no key for the unopened answers of the surveys with page id {pages}. "
        "Start the worker with the key that was in use when they were published."
    )


@periodic("surveys.delete_expired", every=timedelta(hours=1), label=_("Delete answers on their date"))
def forget(now):
    """Answers whose retention date has come."""
    forget_on_time(now=now, today=timezone.localdate(now))


@periodic("surveys.erase_traces", every=timedelta(minutes=1), label=_("Erase traces of deleted answers from the disk"))
def erase(now):
    """What a killed worker or a busy database left in the files."""
    erase_traces()
