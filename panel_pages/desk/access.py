"""Who may do what at the desk, and the frame its pages stand in."""

from functools import wraps

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from panel_pages.models import SurveyPage
from surveys.models import Box

SEND, SEE, PUBLISH = "invitations.send_mailing", "surveys.see_answers", "surveys.publish_results"
STEER, SEE_SURVEYS = "panel_pages.steer_survey", "panel_pages.see_survey_register"
EXPORT, SEE_LOG = "surveys.export_answers", "surveys.view_answerentry"
SET_BUDGET_ASIDE, SEE_MEMBERS = "invitations.set_budget_aside", "members.see_register"
EXPORT_MEMBERS = "members.export_register"
OPEN_MEMBERS = "members.open_member"


def may_use_desk(user):
    """Whether the user has any business at the desk."""
    return any(user.has_perm(permission) for permission in (SEND, SEE, PUBLISH, STEER))


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


def needs(*permissions):
    """403 for those who lack one of `permissions`."""
    return allowed(lambda user: user.has_perms(permissions))


def find_survey(page_id):
    """(page, its asking or None, its box or None), or 404."""
    # by `id`, which copes with numbers no database holds; `pk` is a relation here and does not
    page = get_object_or_404(SurveyPage.objects.select_related("asking", "survey_results"), id=page_id)
    box = Box.objects.select_related("version__structure").filter(page_id=page_id).first()
    return page, getattr(page, "asking", None), box


def may_invite(asking):
    """Whether invitations can be made ready: they leave while it is open, and at its opening at the earliest."""
    return asking is not None and asking.page.live and timezone.now() < asking.ends_at


def respond(request, template, title, trail=(), **context):
    """A page of the desk below its breadcrumbs; `trail` is the (address, label) pairs between desk and page."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if not may_use_desk(request.user):
        # What mailings leave behind is shown to those who keep the register too, and the desk would turn them away.
        crumbs.append({"url": reverse("register:list"), "label": _("Members")})
    elif template != "list":
        crumbs.append({"url": reverse("survey_desk:list"), "label": _("Surveys")})
    crumbs += [{"url": url, "label": label} for url, label in trail]
    crumbs.append({"url": "", "label": title})
    context |= {"breadcrumbs_items": crumbs, "header_title": title, "page_title": title}
    return TemplateResponse(request, f"panel_pages/desk/{template}.html", {"header_icon": "form", **context})


def to_desk(page):
    """The step of a trail that leads to the desk of a survey."""
    return reverse("survey_desk:desk", args=[page.pk]), page.title
