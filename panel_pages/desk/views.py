"""The survey desk in the admin: counts of those asked and answered, never an address, and never who answered what."""

from functools import wraps

from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from invitations.asking import AskedMeanwhile, NotOpen, ask
from invitations.askings import close
from invitations.audiences import AUDIENCES, preview
from invitations.counts import Counts, counts, counts_for
from invitations.progress import progress
from panel_pages.models import SurveyPage
from surveys.models import Box
from surveys.results import NothingToPublish, free_texts, has_responses, publish_results, results

from .forms import ConfirmSendForm, SendForm
from .stages import Stage, stage_of

SEND, SEE, PUBLISH = "invitations.send_mailing", "surveys.see_answers", "surveys.publish_results"
RESULT_STAGES = (Stage.OPENED, Stage.PUBLISHED)


def may_use_desk(user):
    """Whether the user has any business at the desk."""
    return any(user.has_perm(permission) for permission in (SEND, SEE, PUBLISH))


def allowed(test):
    """Decorate a view: 403 for users who do not pass `test`.

    Wagtail turns PermissionDenied in its admin into a redirect, so the refusal is a response of our own.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not test(request.user):
                return TemplateResponse(request, "panel_pages/desk/forbidden.html", status=403)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


needs_desk = allowed(may_use_desk)


def needs(permission):
    """403 for those without `permission`."""
    return allowed(lambda user: user.has_perm(permission))


@needs_desk
@require_safe
def survey_list(request):
    """Every survey with its state, dates, those asked and the rate; two queries however many there are."""
    pages = list(
        SurveyPage.objects.select_related("asking", "survey_results").defer_streamfields().order_by(
            F("opens_at").desc(nulls_first=True), "-pk"
        )
    )  # fmt: skip
    found = counts_for([page.pk for page in pages])
    now = timezone.now()
    rows = [{"page": page, "counts": found[page.pk], "state": page.state(now)} for page in pages]
    return respond(request, "list", _("Surveys"), [], rows=rows)


@needs_desk
@require_safe
def desk(request, page_id):
    """One survey: what has happened, what can be done now, and what comes by itself."""
    page, asking, box = find_survey(page_id)
    sealed_count = box.answers.count() if box else 0
    stage = stage_of(
        is_live=page.live, asking=asking, box=box, has_snapshot=page.results is not None,
        sealed_count=sealed_count, now=timezone.now(),
    )  # fmt: skip
    context = {"stage": stage, "page": page, "asking": asking, "box": box, "state": page.state()}
    if asking:
        context |= {
            "counts": counts(asking),
            "progress": progress(asking),
            "mailings": asking.mailings.select_related("queued_by"),
            "can_send": stage == Stage.OPEN and request.user.has_perm(SEND),
        }
    if stage in RESULT_STAGES and request.user.has_perm(SEE):
        context["results"] = figures_of(page, asking, box)
    context["can_publish"] = stage == Stage.OPENED and request.user.has_perm(PUBLISH)
    return respond(request, "desk", page.title, [], **context)


def figures_of(page, asking, box):
    """What was published, or what would be, each question with the texts people wrote."""
    if page.results:
        data = page.results.data
    else:
        data = results(box, invited=asking.invited_count, has_special_categories=page.has_special_categories)
    texts = free_texts(box)
    items = [
        item if item["type"] == "heading" or item["is_hidden"] else {**item, "texts": texts.get(item["id"], [])}
        for item in data["items"]
    ]
    return {**data, "items": items}


@needs(SEND)
@require_safe
def choose_audience(request, page_id):
    """Whom to ask: how many they are, from where, and who is left out."""
    page, asking, _box = find_survey(page_id)
    if not is_open(asking):
        return not_open(request, page)
    form = SendForm(initial={"audience": next(iter(AUDIENCES))})
    previews = [{"audience": AUDIENCES[key], "preview": preview(key, asking)} for key in AUDIENCES]
    return respond(request, "choose_audience", _("Send invitations"), [page], page=page, form=form, previews=previews)


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, page_id):
    """The last look before the mail leaves, and the sending."""
    page, asking, _box = find_survey(page_id)
    if not is_open(asking):
        return not_open(request, page)
    if request.method == "POST":
        form = ConfirmSendForm(request.POST)
        if not form.is_valid():
            return redirect("survey_desk:choose_audience", page.pk)
        return send_to(request, page, asking, **form.cleaned_data)
    form = SendForm(request.GET)
    if not form.is_valid():
        key = next(iter(AUDIENCES))
        previews = [{"audience": AUDIENCES[key], "preview": preview(key, asking)}]
        return respond(
            request, "choose_audience", _("Send invitations"), [page], page=page, form=form, previews=previews
        )
    chosen, limit = form.cleaned_data["audience"], form.cleaned_data["antall"]
    look = preview(chosen, asking)
    count = min(look.count, limit or look.count)
    already_asked = asking.invitations.count()
    confirm = ConfirmSendForm(initial={**form.cleaned_data, "already_asked": already_asked})
    return respond(
        request, "confirm_send", _("Send invitations"), [page],
        page=page, form=confirm, audience=AUDIENCES[chosen], count=count, asking=asking,
    )  # fmt: skip


def send_to(request, page, asking, *, audience, antall, already_asked):
    """Ask them, and say how many that were."""
    try:
        mailing = ask(asking, audience, by=request.user, now=timezone.now(), limit=antall, already_asked=already_asked)
    except NotOpen:
        return not_open(request, page)
    except AskedMeanwhile:
        messages.warning(request, _("Invitations had already been sent. Look at the numbers before you send more."))
        return redirect("survey_desk:desk", page.pk)
    sentence = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", mailing.count)
    messages.success(request, sentence % {"count": mailing.count})
    return redirect("survey_desk:desk", page.pk)


def is_open(asking):
    """Whether invitations make sense now."""
    return asking is not None and asking.is_open(timezone.now())


def not_open(request, page):
    """Back to the desk, with the reason."""
    messages.error(request, _("The survey is not open, so nobody can be asked now."))
    return redirect("survey_desk:desk", page.pk)


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def close_now(request, page_id):
    """Close before the date, after a question whether that is meant."""
    page, asking, _box = find_survey(page_id)
    if not is_open(asking):
        messages.error(request, _("The survey is not open, so it cannot be closed."))
        return redirect("survey_desk:desk", page.pk)
    if request.method == "POST":
        if close(asking, now=timezone.now()):
            messages.success(request, _("The survey is closed."))
        return redirect("survey_desk:desk", page.pk)
    return respond(request, "confirm_close", _("Close now"), [page], page=page, asking=asking, counts=counts(asking))


@needs(PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, page_id):
    """Publish the figures as they are now, once, after the findings have been written."""
    page, asking, box = find_survey(page_id)
    if page.results or box is None or box.opened_at is None or not has_responses(page.pk):
        return nothing_to_publish(request, page)
    is_ready = page.live and page.tells_what_came_of_it
    if request.method == "POST" and is_ready:
        try:
            publish_results(
                box, invited=asking.invited_count, by=request.user, now=timezone.now(),
                has_special_categories=page.has_special_categories,
            )  # fmt: skip
        except NothingToPublish:
            return nothing_to_publish(request, page)
        messages.success(
            request, _("The results are published."), buttons=[messages.button(page.get_url(request), _("View live"))]
        )
        return redirect("survey_desk:desk", page.pk)
    n = Counts(asking.invited_count, box.opened_count)
    return respond(
        request, "confirm_publish", _("Publish results"), [page], page=page, box=box, counts=n, is_ready=is_ready
    )


def nothing_to_publish(request, page):
    """Back to the desk, with the reason."""
    messages.error(request, _("There are no results to publish."))
    return redirect("survey_desk:desk", page.pk)


def find_survey(page_id):
    """(page, its asking or None, its box or None), or 404."""
    # by `id`, which copes with numbers no database holds; `pk` is a relation here and does not
    page = get_object_or_404(SurveyPage.objects.select_related("asking", "survey_results"), id=page_id)
    box = Box.objects.select_related("version__structure").filter(page_id=page_id).first()
    return page, getattr(page, "asking", None), box


def respond(request, template, title, pages, **context):
    """A page of the desk below its breadcrumbs."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if template != "list":
        crumbs.append({"url": reverse("survey_desk:list"), "label": _("Surveys")})
    crumbs += [{"url": reverse("survey_desk:desk", args=[page.pk]), "label": page.title} for page in pages]
    crumbs.append({"url": "", "label": title})
    context |= {"breadcrumbs_items": crumbs, "header_title": title, "page_title": title, "header_icon": "form"}
    return TemplateResponse(request, f"panel_pages/desk/{template}.html", context)
