"""«Send me my link again», on the page of an open survey: the same answer and the same work for every address.

Who was asked only the worker finds out, and only the mailbox learns it.
"""

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from config.too_many import too_many_requests
from invitations.mails import answer_url
from invitations.models import Asking, Invitation
from members.addresses import address_key
from members.forms import AddressForm
from members.limits import may_have_mail, number_in_network, seconds_left
from members.mails.own_page import forget_if_unsent
from members.models import LinkRequest
from members.token_pages import token_page
from members.way_out import ways_out
from outbox.letters import compose
from outbox.queue import enqueue
from outbox.registry import Skip, mail_kind

from .way_in import closed, may_be_changed

MAIL_KIND = "panel_pages.answer_link"


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@token_page
def ask_for_link(request, page_id):
    """Where somebody who was asked and has lost the mail writes her address."""
    now = timezone.now()
    asking = Asking.objects.select_related("page").filter(page_id=page_id, page__live=True).first()
    if asking is None or now < asking.opens_at:
        raise Http404
    if not asking.is_open(now):
        return closed(request, asking)
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "panel_pages/answering/link_again.html", {"asking": asking, "form": form})
    attempt = number_in_network("answer link", request, now=now)
    if attempt is None:
        return too_many_requests(request, seconds_left(now))
    email = form.cleaned_data["email"]
    if not form.was_filled_by_a_program and may_have_mail(email, now=now):
        request_link(email, asking, now=now, priority=attempt - 1)
    return redirect("answering:link_sent", page_id=page_id)


def request_link(email, asking, *, now, priority):
    """Ask that the link to `asking` be mailed to the address, should it be that of somebody who was asked."""
    with transaction.atomic():
        asked = LinkRequest.objects.create(email_key=address_key(email), created_at=now)
        enqueue(MAIL_KIND, asked.pk, context={"asking": asking.pk}, priority=priority)


@require_safe
@token_page
def link_sent(request, page_id):
    """«If we have asked you, a mail is on its way»: the same for everyone."""
    return render(request, "panel_pages/answering/link_sent.html")


@mail_kind(MAIL_KIND, settled=forget_if_unsent, label=_("The link to a survey, again"))
def build_link(message):
    """Her own link once more; nothing to an address that was not asked, or whose answer is in and stays as it is."""
    now = timezone.now()
    asked = LinkRequest.objects.filter(pk=int(message.subject)).first()
    if asked is None:
        return Skip("too old")
    invitations = Invitation.objects.select_related("asking__page__survey_box", "member")
    invitation = invitations.filter(asking=message.context["asking"], member__email_key=asked.email_key).first()
    if invitation is None:
        return Skip("unknown")
    if not invitation.asking.is_open(now):
        return Skip("closed")
    if invitation.answered and not may_be_changed(invitation.asking, now):
        return Skip("answered")
    with translation.override(invitation.member.language):
        title = invitation.asking.told.title
    context = {"title": title, "answer_url": answer_url(invitation), "ends_at": invitation.asking.ends_at}
    context["is_sensitive"] = invitation.asking.has_special_categories
    return compose("answer_link", invitation.member.email, context, message=message, **ways_out(invitation.member))
