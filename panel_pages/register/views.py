"""The list of members and a member's page. Every look is written down."""

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from invitations.models import Invitation
from invitations.record import what_a_member_was_sent
from members.models import AddressChange, Enrolment, Member, PrivacyNotice, RegisterEntry
from members.on_behalf import AlreadyHere, confirm_on_paper, correct, sign_up
from members.register_log import note

from .access import EDIT, ERASE, EXPORT, IMPORT, LOG, OPEN, POPULATION, POSTAL_CODES, SEE, needs
from .filters import FilterForm, search_address
from .forms import AddForm, DetailsForm
from .pages import PAGE_SIZE, count_up_to_limit, page_of
from .purposes import UNCONFIRMED, in_words

Action = RegisterEntry.Action
MAY = {"list": SEE, "open": OPEN, "edit": EDIT, "erase": ERASE, "export": EXPORT, "import": IMPORT, "log": LOG,
       "postal_codes": POSTAL_CODES, "population": POPULATION}  # fmt: skip
HISTORY = 50


def respond(request, template, title, **context):
    """Render a page of the register with its way back."""
    trail = [{"url": reverse("register:list"), "label": _("Members")}] if template != "list" else []
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "group",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            *trail,
            {"url": "", "label": title},
        ],
        "may": {name: request.user.has_perm(permission) for name, permission in MAY.items()},
        **context,
    }
    return TemplateResponse(request, f"panel_pages/register/{template}.html", context)


@needs(SEE)
@require_safe
def member_list(request):
    """Fifty members at a time, narrowed down by the filters."""
    form = FilterForm(request.GET)
    page = page_of(form.narrow(Member.objects.all()), after=request.GET.get("etter"), before=request.GET.get("foer"))
    note(request.user, Action.LISTED, now=timezone.now(), count=len(page.members), purpose=", ".join(form.chosen))
    kept = request.GET.copy()
    for name in ("etter", "foer"):
        kept.pop(name, None)
    return respond(
        request, "list", _("Members"), form=form, page=page, filters=kept.urlencode(), is_narrowed=bool(form.chosen)
    )


@needs(SEE)
@require_safe
def waiting_list(request):
    """Those who have not confirmed yet, the newest first; after a week they are forgotten."""
    text = request.GET.get("q", "")[:254]
    rows = Enrolment.objects.filter(search_address(text)) if text.strip() else Enrolment.objects.all()
    after = request.GET.get("etter", "")
    chosen = rows.filter(pk__lt=int(after)) if after.isdecimal() and len(after) < 19 else rows
    shown = list(chosen.order_by("-pk")[: PAGE_SIZE + 1])
    note(request.user, Action.LISTED, now=timezone.now(), count=len(shown[:PAGE_SIZE]), purpose=UNCONFIRMED)
    return respond(
        request, "waiting", _("Not confirmed yet"), rows=shown[:PAGE_SIZE], q=text, count=count_up_to_limit(rows),
        older=shown[PAGE_SIZE - 1].pk if len(shown) > PAGE_SIZE else None,
    )  # fmt: skip


@needs(OPEN)
@require_safe
def show_member(request, number):
    """Everything that is stored about one member, which surveys she was asked about, and who looked."""
    member = get_object_or_404(Member.objects.select_related("notice"), pk=number)
    invitations = Invitation.objects.filter(member=member).select_related("asking__page").order_by("-pk")[:HISTORY]
    # Read before this look is added to it.
    entries = list(RegisterEntry.objects.filter(member_number=member.pk)[:HISTORY])
    note(request.user, Action.OPENED, now=timezone.now(), member_number=member.pk)
    return respond(
        request, "member", _("Member %(number)s") % {"number": member.pk}, member=member, invitations=invitations, entries=entries,
        topics=list(member.topics.all()), is_moving=AddressChange.objects.filter(member=member).exists(),
        sent=what_a_member_was_sent(member)[:HISTORY], language=dict(settings.LANGUAGES).get(member.language, member.language),
    )  # fmt: skip


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request):
    """Somebody who phones."""
    notice = PrivacyNotice.objects.in_force(timezone.localdate())
    form = AddForm(request.POST or None, initial={"language": "nb", "consent": "mail"})
    if request.method == "POST" and form.is_valid() and notice is not None:
        if sign_up_by_phone(request, form, notice):
            return redirect("register:list")
        form.add_error("email", _("This address is a member, or waits for its mail, already."))
    return respond(request, "add", _("Add a member"), form=form, notice=notice)


def sign_up_by_phone(request, form, notice):
    """Do what the valid form says; False when the address is here already."""
    now, data = timezone.now(), form.cleaned_data
    try:
        with transaction.atomic():
            enrolment = sign_up(form.details, topics=data["topics"], notice=notice, now=now)
            if data["consent"] == "paper":
                member = confirm_on_paper(enrolment, now=now)
                note(request.user, Action.CONFIRMED, now=now, member_number=member.pk, purpose=data["reason"])
            else:
                note(request.user, Action.ADDED, now=now)
    except AlreadyHere:
        return False
    if data["consent"] == "paper":
        messages.success(request, _("She is a member now."))
    else:
        messages.success(request, _("A mail is on its way. She is a member when she has confirmed."))
    return True


@needs(OPEN, EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_member(request, number):
    """What a member says is wrong about her details."""
    member = get_object_or_404(Member, pk=number)
    names = [name for name in DetailsForm.base_fields if name != "topics"]
    initial = {name: getattr(member, name) for name in names} | {"topics": member.topics.all()}
    form = DetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with transaction.atomic():
            correct(member, form.details, topics=form.cleaned_data["topics"], now=now)
            note(request.user, Action.CORRECTED, now=now, member_number=member.pk)
        messages.success(request, _("The details are corrected."))
        return redirect("register:member", member.pk)
    return respond(request, "correct", _("Correct details"), form=form, member=member)


@needs(LOG)
@require_safe
def log(request):
    """Who has used the register, the newest first."""
    after = request.GET.get("etter", "")
    entries = RegisterEntry.objects.all()
    if after.isdecimal() and len(after) < 19:
        entries = entries.filter(pk__lt=int(after))
    shown = list(entries[: PAGE_SIZE + 1])
    for entry in shown:
        entry.purpose = in_words(entry.purpose)
    return respond(
        request, "log", _("Use of the register"), entries=shown[:PAGE_SIZE],
        older=shown[PAGE_SIZE - 1].pk if len(shown) > PAGE_SIZE else None,
    )  # fmt: skip
