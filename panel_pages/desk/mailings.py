"""Mailings at the desk: whom, in which words, when; then watching them go. Counts only, and never an address."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from invitations.audiences import look_at, rules_of
from invitations.drafts import change_draft, delete_draft, draft, plan, send_test, unplan
from invitations.mails import look_at as mail_of
from invitations.models import Mailing
from invitations.progress import progress
from invitations.reminders import LATEST_BEFORE_END
from invitations.sending_off import (
    AskedMeanwhile,
    NobodyLeft,
    NotOpen,
    SentOffAlready,
    call_off,
    pause,
    resume,
    send_off,
)  # fmt: skip
from invitations.wording import LANGUAGES, MEANINGS

from .access import (
    SEE_MEMBERS,
    SEND,
    SET_BUDGET_ASIDE,
    find_survey,
    may_invite,
    needs,
    respond,
    to_desk,
)
from .forms import ChooseForm, PlanForm, WordsForm

Kind = Mailing.Kind


def find_mailing(pk):
    """The mailing with its asking and page, or 404."""
    return get_object_or_404(Mailing.objects.select_related("asking__page", "live_audience", "queued_by"), id=pk)


def trail_of(mailing):
    """The steps from the desk to a mailing."""
    if mailing.asking_id:
        return [to_desk(mailing.asking.page)]
    return [(reverse("survey_desk:mailings"), _("News to members"))]


def not_open(request, page):
    """Back to the desk, with the reason."""
    messages.error(request, _("The survey is not open, so nobody can be asked now."))
    return redirect("survey_desk:desk", page.pk)


def give_time(mailing):
    """An invitation that is ready before the survey opens leaves when it opens, if nobody has said otherwise."""
    if mailing.kind == Kind.INVITATION and not mailing.send_at and mailing.asking.opens_at > timezone.now():
        mailing.send_at = mailing.asking.opens_at


def choices_of(form):
    """What the form says of the audience; everybody while it is not filled in rightly."""
    if not form.is_valid():
        return {"live_audience": None, "pick": Mailing.Pick.ALL, "size": None}
    cleaned = form.cleaned_data
    return {"live_audience": cleaned["audience"], "pick": cleaned["pick"], "size": cleaned["size"]}


def look_of(mailing):
    """The Look at the audience of a mailing that has not been sent off."""
    return look_at(
        rules_of(mailing), asking=mailing.asking, today=timezone.localdate(),
        budget_is_aside=bool(mailing.budget_reason),
    )  # fmt: skip


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_audience(request, page_id):
    """Whom to ask about a survey: how many they are, composed how, and who is left out."""
    page, asking, _box = find_survey(page_id)
    if not may_invite(asking):
        return not_open(request, page)
    return choose(request, Mailing(kind=Kind.INVITATION, asking=asking), [to_desk(page)])


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_readers(request):
    """Whom to send news to."""
    return choose(request, Mailing(kind=Kind.INFORMATION), [(reverse("survey_desk:mailings"), _("News to members"))])


def choose(request, mailing, trail):
    """The form with a look at what it chooses; POST makes a draft of it, or shows it when that was asked for."""
    if "show" in request.POST:
        asked = {name: request.POST.get(name, "") for name in ChooseForm.base_fields}
        return redirect(f"{request.path}?{urlencode(asked)}")
    form = ChooseForm(request.POST if request.method == "POST" else request.GET or None)
    chosen = choices_of(form)
    if request.method == "POST" and form.is_valid():
        made = draft(mailing.kind, asking=mailing.asking, by=request.user, **chosen)
        return redirect("survey_desk:mailing", made.pk)
    mailing.live_audience, mailing.pick, mailing.size = chosen["live_audience"], chosen["pick"], chosen["size"]
    look = look_of(mailing)
    count = look.count if mailing.size is None else min(look.count, mailing.size)
    return respond(
        request, "choose_audience", _("Whom to write to"), trail, mailing=mailing, form=form, look=look, count=count,
    )  # fmt: skip


@needs(SEND)
@require_POST
def tell_results(request, page_id):
    """A draft that tells those who were asked about the results."""
    page, asking, _box = find_survey(page_id)
    if asking is None or page.results is None:
        raise Http404
    return redirect("survey_desk:mailing", draft(Kind.RESULTS, asking=asking, by=request.user).pk)


@needs(SEND)
@require_safe
def mailing_list(request):
    """News to members that were written or sent; surveys have their mailings on their own desk."""
    mailings = Mailing.objects.filter(kind=Kind.INFORMATION).select_related("queued_by", "live_audience")[:200]
    return respond(request, "mailings", _("News to members"), mailings=mailings, header_icon="mail")


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def mailing(request, pk):
    """One mailing: a draft to be finished, or how far it has come."""
    mailing = find_mailing(pk)
    if not mailing.is_open_to_change:
        return show_progress(request, mailing)
    data = request.POST if request.method == "POST" else None
    languages = [] if mailing.kind == Kind.REMINDER else LANGUAGES
    names = dict(settings.LANGUAGES)
    words = {language: WordsForm(data, mailing=mailing, language=language) for language in languages}
    may_set_budget_aside = request.user.has_perm(SET_BUDGET_ASIDE)
    plan_form = PlanForm(data, mailing=mailing, may_set_budget_aside=may_set_budget_aside)
    # every form is looked at, so that every mistake is shown
    verdicts = [form.is_valid() for form in (*words.values(), plan_form)]
    if data is not None and all(verdicts):
        texts = {language: form.cleaned_data for language, form in words.items() if form.cleaned_data["subject"]}
        if change_draft(mailing, texts=texts, by=request.user, **plan_form.cleaned_data):
            messages.success(request, _("Saved."))
        return redirect("survey_desk:mailing", mailing.pk)
    if data is not None:
        messages.error(request, _("Not saved. Look at the fields that are marked."))
    give_time(mailing)
    has_words = mailing.kind != Kind.INFORMATION or mailing.texts
    return respond(
        request, "mailing_draft", mailing.get_kind_display(), trail_of(mailing),
        mailing=mailing, words=[(code, names[code], form) for code, form in words.items()], names=names, plan=plan_form, meanings=MEANINGS,
        look=look_of(mailing) if mailing.kind != Kind.RESULTS else None, header_icon="mail",
        text=mail_of(mailing, settings.LANGUAGE_CODE).body if has_words else "",
        may_see_members=request.user.has_perm(SEE_MEMBERS),
    )  # fmt: skip


@needs(SEND)
@require_safe
def show_mail(request, pk, language):
    """The HTML of a mailing as a test member's mail program shows it."""
    mailing = find_mailing(pk)
    if language not in LANGUAGES:
        raise Http404
    html = mail_of(mailing, language).alternatives[0][0]
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    return HttpResponse(html, headers={"Content-Security-Policy": policy})


@needs(SEND)
@require_POST
def test(request, pk):
    """Send the mail to the sender's own address."""
    language = request.POST.get("language", settings.LANGUAGE_CODE)
    if not request.user.email or language not in LANGUAGES:
        messages.error(request, _("Your account has no e-mail address to send a test to."))
    else:
        send_test(find_mailing(pk), to=request.user, language=language)
        messages.success(request, _("A test mail is on its way to your own address."))
    return redirect("survey_desk:mailing", pk)


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, pk):
    """The last look before a mailing is sent off or planned."""
    mailing = find_mailing(pk)
    if not mailing.is_open_to_change:
        return redirect("survey_desk:mailing", pk)
    if mailing.kind == Kind.INFORMATION and not mailing.texts:
        messages.error(request, _("News to members have no standard text. Write a subject and a text."))
        return redirect("survey_desk:mailing", pk)
    if mailing.kind == Kind.INVITATION and not may_invite(mailing.asking):
        return not_open(request, mailing.asking.page)
    give_time(mailing)
    if request.method == "POST":
        return send_now(request, mailing)
    if mailing.kind == Kind.RESULTS:
        count = mailing.asking.invitations.reached().exclude(member=None).count()
    else:
        look = look_of(mailing)
        count = look.count if mailing.size is None else min(look.count, mailing.size)
    already_asked = mailing.asking.invitations.count() if mailing.kind == Kind.INVITATION else 0
    in_time, too_late = days_of_reminders(mailing, now=timezone.now())
    return respond(
        request, "confirm_send", _("Send"), [*trail_of(mailing), (reverse("survey_desk:mailing", args=[pk]), _("Draft"))],
        mailing=mailing, count=count, already_asked=already_asked, in_time=in_time, too_late=too_late, header_icon="mail",
    )  # fmt: skip


def days_of_reminders(mailing, *, now):
    """([days], [days]) after which somebody is reminded, and after which the survey has closed or is about to."""
    days = sorted(mailing.remind_on_days)
    if mailing.kind != Kind.INVITATION:
        return days, []
    left = mailing.asking.ends_at - LATEST_BEFORE_END - (mailing.leaves_at or now)
    return [day for day in days if timedelta(days=day) <= left], [day for day in days if timedelta(days=day) > left]


def send_now(request, mailing):
    """Send it off or plan it, and say what came of it."""
    seen = request.POST.get("already_asked", "")
    try:
        if mailing.leaves_at and mailing.leaves_at > timezone.now():
            plan(mailing, by=request.user, at=mailing.leaves_at)
            messages.success(request, _("The mailing is planned."))
        else:
            already_asked = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
            sent = send_off(
                mailing, by=request.user, now=timezone.now(),
                already_asked=already_asked if mailing.kind == Kind.INVITATION else None,
            )  # fmt: skip
            sentence = ngettext("%(count)d mail is on its way.", "%(count)d mails are on their way.", sent.count)
            messages.success(request, sentence % {"count": sent.count})
    except NotOpen:
        return not_open(request, mailing.asking.page)
    except NobodyLeft:
        messages.warning(request, _("Nobody is left to write to in this audience."))
    except AskedMeanwhile:
        messages.warning(request, _("Invitations had already been sent. Look at the numbers before you send more."))
    except SentOffAlready:
        messages.warning(request, _("Somebody has sent it already."))
    if mailing.asking_id:
        return redirect("survey_desk:desk", mailing.asking.page_id)
    return redirect("survey_desk:mailing", mailing.pk)


def show_progress(request, mailing):
    """How far a mailing has come, and what can still be done about it."""
    return respond(
        request, "mailing", mailing.get_kind_display(), trail_of(mailing),
        mailing=mailing, progress=progress([mailing])[mailing.pk], header_icon="mail",
        may_see_members=request.user.has_perm(SEE_MEMBERS),
    )  # fmt: skip


@needs(SEND)
@require_safe
def count_progress(request, pk):
    """The numbers of `show_progress` for the script that keeps them moving."""
    mailing = find_mailing(pk)
    return JsonResponse(progress([mailing])[mailing.pk].as_counts())


ACTS = {
    "pause": (pause, gettext_lazy("On pause. What is on its way just now still arrives.")),
    "resume": (resume, gettext_lazy("It goes on.")),
    "call_off": (call_off, gettext_lazy("Called off. Those whom no mail has reached count as not asked.")),
    "unplan": (unplan, gettext_lazy("A draft again.")),
}


@needs(SEND)
@require_POST
def act(request, pk, name):
    """Pause, resume, call off, or take back the planning."""
    mailing = find_mailing(pk)
    function, sentence = ACTS[name]
    if function(mailing):
        messages.success(request, sentence)
    else:
        messages.warning(request, _("Nothing was changed: it is not in that state any more."))
    return redirect("survey_desk:mailing", pk)


@needs(SEND)
@require_POST
def delete(request, pk):
    """Throw a draft away."""
    mailing = find_mailing(pk)
    if delete_draft(mailing):
        messages.success(request, _("The draft is deleted."))
    if mailing.asking_id:
        return redirect("survey_desk:desk", mailing.asking.page_id)
    return redirect("survey_desk:mailings")
