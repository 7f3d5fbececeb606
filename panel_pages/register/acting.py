"""What can be done with several people at once: chosen in a list, shown once more, and then done."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from members.enrolment import withdraw
from members.membership import find_again, leave, lose_touch, pause
from members.models import Enrolment, Member, RegisterEntry
from members.on_behalf import TooSoon, confirm_on_paper, send_link_again
from members.register_log import note
from members.requests import request_link

from .access import EDIT, ERASE, SEE, needs
from .forms import PaperForm, PauseForm, ReasonForm
from .pages import PAGE_SIZE
from .views import respond

Action = RegisterEntry.Action


@dataclass(frozen=True)
class Act:
    """`do(row, data, now)` returns whether it was done, and `why_left` says why not; `form` asks what else must be known."""

    title: str
    explanation: str
    rows: Callable
    permission: str
    action: str
    do: Callable
    form: type = forms.Form
    is_serious: bool = False
    why_left: str = ""

    @property
    def back(self):
        return "register:list" if self.rows == Member.objects.all else "register:waiting"


def put_on_pause(member, data, now):
    pause(member, until_on=data["until_on"])
    return True


def mark_unreachable(member, data, now):
    lose_touch(member)
    return True


def mark_reachable(member, data, now):
    find_again(member)
    return True


def send_own_link(member, data, now):
    request_link(member.email, now=now)
    return True


def erase_member(member, data, now):
    leave(member)
    return True


def confirm(enrolment, data, now):
    return confirm_on_paper(enrolment, now=now) is not None


def send_again(enrolment, data, now):
    try:
        send_link_again(enrolment, now=now)
    except TooSoon:
        return False
    return True


def erase_enrolment(enrolment, data, now):
    withdraw(enrolment)
    return True


ACTS = {
    "pause": Act(
        gettext_lazy("Put them on pause"),
        gettext_lazy("They get no mail until the day you choose. Then their membership goes on by itself."),
        Member.objects.all, EDIT, Action.PAUSED, put_on_pause, PauseForm,
    ),
    "link": Act(
        gettext_lazy("Send the link to her own page"),
        gettext_lazy("They get a mail with a link to what is stored about them. It works for half an hour, once."),
        Member.objects.all, EDIT, Action.LINK_SENT, send_own_link,
    ),
    "unreachable": Act(
        gettext_lazy("Mark the address as unreachable"),
        gettext_lazy(
            "Nothing more is sent there. A mail that is refused later comes back to the mailbox for replies, and the "
            "panel does not see it: whoever reads that mailbox marks the address here."
        ),
        Member.objects.all, EDIT, Action.CORRECTED, mark_unreachable, ReasonForm,
    ),
    "reachable": Act(
        gettext_lazy("The address takes mail again"),
        gettext_lazy("They are written to again, as before."),
        Member.objects.all, EDIT, Action.CORRECTED, mark_reachable, ReasonForm,
    ),
    "erase": Act(
        gettext_lazy("Erase"),
        gettext_lazy(
            "They are deleted at once, with mail that waits for them. Anonymous answers stay, because nobody knows "
            "which they are. This cannot be undone."
        ),
        Member.objects.all, ERASE, Action.ERASED, erase_member, ReasonForm, True,
    ),
    "paper": Act(
        gettext_lazy("Mark as confirmed on paper"),
        gettext_lazy("They become members at once. Only for those whose signature you have; say where it lies."),
        Enrolment.objects.all, EDIT, Action.CONFIRMED, confirm, PaperForm,
    ),
    "send": Act(
        gettext_lazy("Send the link again"),
        gettext_lazy("They get the mail with the link to confirm once more. Nobody gets two within an hour."),
        Enrolment.objects.all, EDIT, Action.LINK_SENT, send_again,
        why_left=gettext_lazy("The last mail went less than an hour ago, or waits still."),
    ),
    "forget": Act(
        gettext_lazy("Delete"),
        gettext_lazy("Their address and what they told are deleted at once."),
        Enrolment.objects.all, ERASE, Action.ERASED, erase_enrolment, ReasonForm, True,
    ),
}  # fmt: skip


@require_POST
def act(request):
    """Show who was chosen and ask; the answer does it, one after the other, each written down."""
    chosen = ACTS.get(request.POST.get("handling", ""))
    if chosen is None:
        return needs(SEE)(lambda request: redirect("register:list"))(request)
    return needs(chosen.permission)(do_or_ask)(request, chosen)


def do_or_ask(request, chosen):
    """The confirmation page, or the deed."""
    numbers = [int(text) for text in request.POST.getlist("nr") if text.isdecimal() and len(text) < 19]
    rows = list(chosen.rows().filter(pk__in=numbers[:PAGE_SIZE]).order_by("pk"))
    if not rows:
        messages.warning(request, _("Tick those it is about first."))
        return redirect(chosen.back)
    is_sent = "bekreftet" in request.POST
    form = chosen.form(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        tell(request, chosen, do(request.user, chosen, rows, form.cleaned_data), len(rows))
        return redirect(chosen.back)
    return respond(
        request, "act", chosen.title, act=chosen, handling=request.POST["handling"], rows=rows, form=form,
        back=chosen.back,
    )  # fmt: skip


def do(user, chosen, rows, data):
    """Do it to each of `rows`, in a transaction each; return to how many it could be done."""
    done, now = 0, timezone.now()
    for row in rows:
        with transaction.atomic():
            if chosen.do(row, data, now):
                number = row.pk if isinstance(row, Member) else None
                note(user, chosen.action, now=now, member_number=number, purpose=data.get("reason", ""))
                done += 1
    return done


def tell(request, chosen, done, asked):
    """How it went."""
    sentence = ngettext("Done for %(count)d person.", "Done for %(count)d people.", done) % {"count": done}
    if done < asked:
        left = ngettext("%(count)d was left as it is.", "%(count)d were left as they are.", asked - done)
        messages.warning(request, f"{sentence} {left % {'count': asked - done}} {chosen.why_left}".strip())
    else:
        messages.success(request, sentence)
