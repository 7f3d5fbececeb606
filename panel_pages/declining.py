"""«No thanks to this one»: no more reminders of one survey. Not an answer, and it can still be answered."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from invitations.answering import decline, find_invitation
from members.token_pages import token_page

from .answering.way_in import already_answered, closed, dead_link


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@token_page
def say_no_thanks(request, link):
    """GET asks whether it is meant, POST does it: mail scanners open links."""
    invitation = find_invitation(link)
    if invitation is None or not invitation.asking.page.live:
        return dead_link(request)
    if invitation.answered:
        return already_answered(request, invitation.asking, link)
    if not invitation.asking.is_open(timezone.now()):
        return closed(request, invitation.asking)
    if request.method == "POST":
        decline(invitation)
    context = {"asking": invitation.asking, "link": link, "is_done": request.method == "POST" or invitation.declined}
    return render(request, "panel_pages/answering/no_thanks.html", context)
