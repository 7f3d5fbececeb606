"""The outbox in the admin: counts and times, never an address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from .condition import condition
from .models import Message
from .sending import send_again

MAY_LOOK, MAY_SEND = "outbox.view_message", "outbox.change_message"


@require_safe
def show_outbox(request):
    """How much mail is waiting, and whether a worker is there to send it."""
    if not request.user.has_perm(MAY_LOOK):
        raise PermissionDenied
    context = {
        **condition(now=timezone.now()),
        "page_title": _("Outbox"),
        "header_title": _("Outbox"),
        "header_icon": "mail",
        "may_send": request.user.has_perm(MAY_SEND),
    }
    return render(request, "outbox/outbox.html", context)


@require_POST
def send_uncertain_again(request, pk=None):
    """Put mail nobody knows the fate of in line once more, one or all of it, each with the Message-ID it had."""
    if not request.user.has_perm(MAY_SEND):
        raise PermissionDenied
    doubtful = Message.objects.filter(state=Message.State.UNCERTAIN)
    if pk is not None:
        doubtful = doubtful.filter(pk=pk)
    count = sum(send_again(message) for message in doubtful.iterator())
    sentence = ngettext("%(count)s mail is in line again.", "%(count)s mails are in line again.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("outbox:show")
