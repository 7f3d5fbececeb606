"""The pages behind personal links about membership. GET shows, POST acts: mail scanners open links."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .enrolment import confirm, withdraw
from .links import Purpose, find
from .membership import leave, pause, resume
from .models import Enrolment, Member
from .token_pages import dead_link, token_page

PAUSE = timedelta(days=182)

shows_then_acts = require_http_methods(["GET", "HEAD", "POST"])


@token_page
@shows_then_acts
def confirm_enrolment(request, link):
    """«Confirm», then «welcome»."""
    enrolment = find(Purpose.CONFIRM, link, Enrolment.objects.all())
    if enrolment is None:
        return dead_link(request)
    if request.method == "POST":
        if confirm(enrolment, now=timezone.now()) is None:
            return dead_link(request)
        return render(request, "members/confirmed.html")
    return render(request, "members/confirm.html")


@token_page
@shows_then_acts
def withdraw_enrolment(request, link):
    """«That was not me»: delete the address."""
    enrolment = find(Purpose.WITHDRAW, link, Enrolment.objects.all())
    if enrolment is None:
        return dead_link(request)
    if request.method == "POST":
        withdraw(enrolment)
        return render(request, "members/withdrawn.html")
    return render(request, "members/withdraw.html")


@token_page
@shows_then_acts
def leave_panel(request, link):
    """Leave, take a pause, or stay."""
    member = find(Purpose.LEAVE, link, Member.objects.all())
    if member is None:
        return dead_link(request)
    until_on = timezone.localdate() + PAUSE
    if request.method != "POST":
        return render(request, "members/leave.html", {"until_on": until_on})
    if request.POST.get("choice") == "leave":
        leave(member)
        return render(request, "members/left.html")
    if request.POST.get("choice") == "pause":
        pause(member, until_on=until_on)
        return render(request, "members/paused.html", {"until_on": until_on})
    if request.POST.get("choice") == "stay":
        resume(member)
        return render(request, "members/stayed.html")
    return render(request, "members/leave.html", {"until_on": until_on})
