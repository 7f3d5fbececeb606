"""What the worker does with lists."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.registry import periodic

from .dry_run import claim, try_out
from .files import discard_old
from .models import ListImport
from .taking_over import expire, take_over_next


@periodic("members.read_lists", every=timedelta(seconds=3), label=_("Read lists that are to be taken over"))
def read_lists(now):
    """Lists that wait to be tried, and those that have been accepted: one of each at a time, mail goes in between."""
    year = timezone.localdate(now).year
    if item := claim(now=now):
        try_out(item, year=year)
    take_over_next(now=now, year=year)


@periodic("members.discard_lists", every=timedelta(minutes=5), label=_("Discard lists nobody accepted"))
def discard_lists(now):
    """Lists that nobody accepted within the hour, and files that belong to none."""
    before = now - settings.IMPORT_KEPT_FOR
    expire(before=before)
    states = ListImport.State
    needed = ListImport.objects.exclude(state__in=[states.DONE, states.FAILED, states.CANCELLED, states.EXPIRED])
    discard_old(before=before, needed=needed.values_list("file_id", flat=True))
