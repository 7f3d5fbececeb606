"""For those who watch the server: one word, and nothing that says more."""

from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .worker import worker_was_seen


@never_cache
@require_safe
def say_health(request):
    """«ok» when the database answers and a worker was seen in the last five minutes, else 503 and «not ok»."""
    try:
        is_well = worker_was_seen(now=timezone.now())
    except DatabaseError:
        is_well = False
    return HttpResponse("ok\n" if is_well else "not ok\n", content_type="text/plain", status=200 if is_well else 503)
