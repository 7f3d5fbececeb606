"""The pages of Min deltakelse. Asking for the link is the same for every address; all else needs the visit."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from config.too_many import too_many_requests
from home.languages import choices
from home.routing import home_address
from members import membership
from members.details import correct, details_of
from members.forms import AddressForm, DetailsForm
from members.limits import may_have_mail, number_in_network, number_of_attempt, seconds_left
from members.links import Purpose, find_short_lived
from members.models import Member
from members.moving import ask_to_move
from members.pauses import PauseForm, ends_of_pauses
from members.requests import request_link
from members.token_pages import dead_link, token_page
from members.views import ReasonForm

from . import stored
from .visits import begin, end, find_visitor, for_visitors, use_link

shows_then_acts = require_http_methods(["GET", "HEAD", "POST"])


@token_page
@shows_then_acts
def own_page(request):
    """The page itself for whoever is in; for everybody else the form that asks for the link."""
    member = find_visitor(request)
    if member is None:
        return ask_for_link(request)
    if request.method == "POST":
        return change_state(request, member)
    return show_own_page(request, member, PauseForm())


def show_own_page(request, member, pause):
    """All that is stored, in parts, and the ways on."""
    context = {
        "member": member,
        "details": stored.details(member),
        "surveys": stored.surveys(member),
        "pause": pause,
        "ends": ends_of_pauses(timezone.localdate()),
    }
    return render(request, "panel_pages/participation/own_page.html", context)


def change_state(request, member):
    """Pause, stop the mail, or have it again; then the page as it is now."""
    choice = request.POST.get("choice")
    pause = PauseForm(request.POST if choice == "pause" else None)
    if choice == "pause":
        if not pause.is_valid():
            return show_own_page(request, member, pause)
        membership.pause(member, until_on=pause.cleaned_data["until_on"])
    elif choice == "stop":
        membership.stop(member)
    elif choice == "stay":
        membership.come_back(member)
    elif choice == "right":
        membership.confirm_details(member)
    return redirect("participation:own_page")


@token_page
@shows_then_acts
def ask_for_link(request):
    """«Send me the link»: the same answer, and the same work, whoever's the address is."""
    now = timezone.now()
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "languages": languages_of("own_page_link:ask")}
        return render(request, "panel_pages/participation/ask_for_link.html", context)
    attempt = number_in_network("link", request, now=now)
    if attempt is None:
        return too_many_requests(request, seconds_left(now))
    email = form.cleaned_data["email"]
    if not form.was_filled_by_a_program and may_have_mail(email, now=now):
        request_link(email, now=now, priority=attempt - 1)
    return redirect("own_page_link:check_mail")


@require_safe
@token_page
def check_mail(request):
    """«If the address is known, a mail is on its way»: the same for everyone."""
    context = {"languages": languages_of("own_page_link:check_mail")}
    return render(request, "panel_pages/participation/check_mail.html", context)


def languages_of(view):
    """The languages to read `view` in, each with its address."""
    addresses = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            addresses[code] = reverse(view)
    return choices(addresses, translation.get_language())


@token_page
@shows_then_acts
def enter(request, link):
    """The link in the mail: GET shows a button, since mail scanners open links; the button uses it up."""
    now = timezone.now()
    member = find_short_lived(Purpose.ENTER, link, Member.objects.all(), now=now)
    if member is None:
        return dead_link(request)
    translation.activate(member.language)
    if request.method != "POST":
        return render(request, "panel_pages/participation/enter.html")
    if not use_link(member):
        return dead_link(request)
    response = redirect("participation:own_page")
    begin(response, member, now=now)
    return response


@shows_then_acts
@for_visitors
def details(request, member):
    """See and correct what she has told."""
    form = DetailsForm(request.POST or None, initial=details_of(member))
    if request.method == "POST" and form.is_valid():
        correct(member, form.cleaned_data, now=timezone.now())
        return redirect("participation:own_page")
    return render(request, "panel_pages/participation/details.html", {"form": form})


@shows_then_acts
@for_visitors
def address(request, member):
    """Another address; the same answer whether or not it is somebody's already."""
    now = timezone.now()
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "panel_pages/participation/address.html", {"form": form})
    if number_of_attempt("move", member.pk, most=settings.ASKS_PER_ADDRESS, now=now) is None:
        return too_many_requests(request, seconds_left(now))
    ask_to_move(member, form.cleaned_data["email"], now=now)
    return render(request, "panel_pages/participation/address_asked.html")


@require_safe
@for_visitors
def everything(request, member):
    """All that is stored, to read or print."""
    context = {
        "details": stored.details(member),
        "membership": stored.membership(member),
        "surveys": stored.surveys(member),
        "uses": stored.uses(member),
        "waiting": stored.waiting(member),
        "notice": member.notice,
    }
    return render(request, "panel_pages/participation/everything.html", context)


@require_safe
@for_visitors
def download(request, member):
    """The same as a file for programs."""
    response = JsonResponse(
        stored.as_json(member, now=timezone.now()), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="min-deltakelse.json"'
    return response


@shows_then_acts
@for_visitors
def leave(request, member):
    """Leave for good."""
    if request.method != "POST":
        return render(request, "panel_pages/participation/leave.html", {"reasons": ReasonForm()})
    membership.leave(member, reason=ReasonForm(request.POST).chosen())
    response = render(request, "members/left.html")
    end(response)
    return response


@require_http_methods(["POST"])
@for_visitors
def go_out(request, member):
    """End the visit, here and in every other browser."""
    response = redirect(home_address(request))
    end(response, member)
    return response
