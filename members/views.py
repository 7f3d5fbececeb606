"""The pages behind personal links about membership. GET shows, POST acts: mail scanners open links.

No page here shows anything that is stored about the member: a mail can be forwarded.
"""

from django import forms
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from . import membership
from .enrolment import confirm, withdraw
from .links import Purpose, find, make
from .models import AddressChange, Enrolment, Member, PanelRules, PrivacyNotice
from .models.counting import LeavingReason
from .moving import KEPT_FOR, confirm_move, forget_wishes
from .pauses import PauseForm, ends_of_pauses
from .token_pages import dead_link, token_page

shows_then_acts = require_http_methods(["GET", "HEAD", "POST"])


def open_link(purpose, link, rows):
    """The row behind a link, or None; from then on the page speaks the language of whom it is about."""
    row = find(purpose, link, rows)
    if row is not None:
        translation.activate(getattr(row, "member", row).language)
    return row


@token_page
@shows_then_acts
def confirm_enrolment(request, link):
    """«Confirm», then «welcome». Whoever did not fill in the form herself reads the notice here."""
    now = timezone.now()
    enrolment = open_link(Purpose.CONFIRM, link, Enrolment.objects.fresh(now))
    if enrolment is None:
        return dead_link(request)
    if request.method == "POST":
        if confirm(enrolment, now=now) is None:
            return dead_link(request)
        return render(request, "members/confirmed.html")
    has_read_it = enrolment.source == Enrolment.Source.SITE
    notice = None if has_read_it else PrivacyNotice.objects.in_force(timezone.localdate(now)) or enrolment.notice
    return render(request, "members/confirm.html", {"notice": notice})


@token_page
@shows_then_acts
def one_button(request, link, *, purpose, rows, act, ask, done):
    """A page with one button: GET shows the template `ask`; POST calls `act` on the row behind the link and shows `done`."""
    row = open_link(purpose, link, rows.objects.all())
    if row is None:
        return dead_link(request)
    if request.method == "POST":
        act(row)
        return render(request, f"members/{done}.html")
    return render(request, f"members/{ask}.html")


def withdraw_enrolment(request, link):
    """«That was not me»: delete the address."""
    return one_button(
        request, link, purpose=Purpose.WITHDRAW, rows=Enrolment, act=withdraw, ask="withdraw", done="withdrawn"
    )


class ReasonForm(forms.Form):
    """Why somebody leaves, if she wants to say. Only counted."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why are you leaving?"),
        help_text=gettext_lazy("We only count the answers. They are not stored with anything about you."),
        choices=LeavingReason.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def chosen(self):
        """The reason, or "" for none and for what is no reason of ours."""
        self.full_clean()
        return self.cleaned_data.get("reason", "")


@token_page
@shows_then_acts
def leave_panel(request, link):
    """Leave, take a pause, stop the mail, or stay."""
    member = open_link(Purpose.LEAVE, link, Member.objects.all())
    if member is None:
        return dead_link(request)
    choice = request.POST.get("choice")
    pause = PauseForm(request.POST if choice == "pause" else None)
    if choice == "leave":
        membership.leave(member, reason=ReasonForm(request.POST).chosen())
        return render(request, "members/left.html")
    if choice == "pause" and pause.is_valid():
        until_on = pause.cleaned_data["until_on"]
        membership.pause(member, until_on=until_on)
        return render(request, "members/paused.html", {"until_on": until_on})
    if choice == "stop":
        membership.stop(member)
        return show_stopped(request, make(Purpose.STOP, member))
    if choice == "stay":
        membership.come_back(member)
        return render(request, "members/stayed.html")
    ends = ends_of_pauses(timezone.localdate())
    context = {"member": member, "reasons": ReasonForm(), "pause": pause, "ends": ends}
    return render(request, "members/leave.html", context)


def show_stopped(request, stop_link):
    """«You get no more mail», with the one click that undoes it."""
    context = {"stop_link": stop_link, "days": PanelRules.current().stopped_days}
    return render(request, "members/stopped.html", context)


# A mail program sends this by itself (RFC 8058), so it cannot have a token. It can only stop the mail.
@csrf_exempt
@token_page
@shows_then_acts
def stop_mail(request, link):
    """Stop the mail, by one click in the mail program or by the button here."""
    member = open_link(Purpose.STOP, link, Member.objects.all())
    if member is None:
        return dead_link(request)
    if request.method == "POST":
        membership.stop(member)
        return show_stopped(request, link)
    return render(request, "members/stop.html")


@token_page
@require_http_methods(["POST"])
def want_mail_again(request, link):
    """Undo it."""
    member = open_link(Purpose.STOP, link, Member.objects.all())
    if member is None:
        return dead_link(request)
    membership.restart(member)
    return render(request, "members/stayed.html")


def stay_in_panel(request, link):
    """An inactive member who wants to be asked after all."""
    return one_button(request, link, purpose=Purpose.STAY, rows=Member, act=membership.stay, ask="stay", done="stayed")


def confirm_own_details(request, link):
    """«Yes, I still live here and all is right», once a year."""
    return one_button(
        request, link, purpose=Purpose.CONFIRM_DETAILS, rows=Member, act=membership.confirm_details,
        ask="confirm_details", done="details_confirmed",
    )  # fmt: skip


def move_from(request, link):
    """The mailbox of today says yes or no to another address."""
    return confirm_moving(request, link, Purpose.MOVE_FROM)


def move_to(request, link):
    """The mailbox of tomorrow says yes or no."""
    return confirm_moving(request, link, Purpose.MOVE_TO)


@token_page
@shows_then_acts
def confirm_moving(request, link, purpose):
    """One of the two mailboxes; neither page says anything about the other."""
    now = timezone.now()
    wishes = AddressChange.objects.select_related("member").filter(created_at__gt=now - KEPT_FOR)
    change = open_link(purpose, link, wishes)
    if change is None:
        return dead_link(request)
    if request.POST.get("choice") == "no":
        forget_wishes(AddressChange.objects.filter(pk=change.pk))
        return render(request, "members/not_moved.html")
    if request.POST.get("choice") == "yes":
        has_moved = confirm_move(change, is_old=purpose == Purpose.MOVE_FROM, now=now)
        if has_moved is None:
            return dead_link(request)
        return render(request, "members/moved.html", {"has_moved": has_moved})
    return render(request, "members/move.html", {"is_old": purpose == Purpose.MOVE_FROM})
