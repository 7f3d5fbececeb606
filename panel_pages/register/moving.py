"""Another address for a member who phones: both mailboxes confirm, or a signature on paper stands for them."""

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from members.limits import number_of_attempt
from members.models import Member, RegisterEntry
from members.moving import ask_to_move
from members.on_behalf import AlreadyHere, move_on_paper
from members.register_log import note

from .access import EDIT, OPEN, needs
from .forms import MoveForm
from .views import respond

Action = RegisterEntry.Action


@needs(OPEN, EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def move_member(request, number):
    """Ask for the new address and how we know that it is hers."""
    member = get_object_or_404(Member, pk=number)
    form = MoveForm(request.POST or None, initial={"consent": "mail"})
    if request.method == "POST" and form.is_valid():
        move = on_paper if form.cleaned_data["consent"] == "paper" else by_mail
        if move(request, member, form):
            return redirect("register:member", member.pk)
    return respond(request, "move", _("Change address"), form=form, member=member)


def on_paper(request, member, form):
    """Change it at once; False, with the reason in the form, when it is another member's."""
    now, data = timezone.now(), form.cleaned_data
    try:
        with transaction.atomic():
            move_on_paper(member, data["email"], now=now)
            note(request.user, Action.MOVED, now=now, member_number=member.pk, purpose=data["reason"])
    except AlreadyHere:
        form.add_error("email", _("This address is another member's."))
        return False
    messages.success(request, _("We write to the new address from now on. Links in the old mailbox no longer work."))
    return True


def by_mail(request, member, form):
    """Write to both mailboxes; False, with the reason in the form, when she was asked too often this hour."""
    now = timezone.now()
    if number_of_attempt("move", member.pk, most=settings.ASKS_PER_ADDRESS, now=now) is None:
        form.add_error(None, _("She has been asked several times within the hour. Try again later."))
        return False
    with transaction.atomic():
        ask_to_move(member, form.cleaned_data["email"], now=now)
        note(request.user, Action.MOVE_ASKED, now=now, member_number=member.pk)
    messages.success(request, _("Both mailboxes get a mail. The address changes when she has confirmed in each."))
    return True
