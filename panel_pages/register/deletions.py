"""«Deleted by itself»: what goes when, for members and for answers."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.forgetting import duties
from surveys.models import Box

from .access import SEE, needs
from .views import respond

AHEAD = (timedelta(0), timedelta(days=7), timedelta(days=30))
SURVEYS = 50


@needs(SEE)
@require_safe
def show_deletions(request):
    """Each kind with how long it is kept and how many go by a date; the answers of each survey with theirs."""
    now = timezone.now()
    dates = [timezone.localdate(now + ahead) for ahead in AHEAD]
    columns = [duties(now + ahead) for ahead in AHEAD]
    rows = [
        {"what": kinds[0].what, "after": kinds[0].after, "counts": [kind.due().count() for kind in kinds]}
        for kinds in zip(*columns, strict=True)
    ]
    boxes = Box.objects.select_related("page").order_by("delete_on", "pk")[:SURVEYS]
    return respond(request, "deletions", _("Deleted by itself"), rows=rows, dates=dates, boxes=boxes)
