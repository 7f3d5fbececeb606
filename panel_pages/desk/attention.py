"""What the admin's start page says about surveys: the ones somebody must do something with."""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component

from invitations.counts import count_columns
from invitations.models import Mailing
from panel_pages.models import SurveyAct, SurveyPage

from .access import may_use_desk

SHOWN = 10
LATE = gettext_lazy("The results were due %(date)s.")


def needs(page, *, now):
    """One sentence about what `page` (with its asking, box, results and counts) needs, or an empty one."""
    if page.results is not None or not hasattr(page, "asking"):
        return ""
    is_opened = page.survey_box.opened_at and not page.survey_box.opens_again
    if (is_opened or page.asking.cohort_fixed_at) and page.results_due_on < timezone.localdate(now):
        return LATE % {"date": date_format(page.results_due_on)}
    if is_opened:
        return _("The answers have come out. Look at them and publish the results.")
    if not page.asking.is_open(now):
        return ""
    if not page.has_mailing:
        return _("Open, and nobody has been asked yet.")
    return _("Closes %(date)s. %(answered)s of %(invited)s have answered.") % {
        "date": date_format(timezone.localtime(page.asking.ends_at), "DATETIME_FORMAT"),
        "answered": page.answered,
        "invited": page.invited,
    }


class AttentionPanel(Component):
    """A list of surveys with what each of them needs; nothing when none needs anything."""

    name = "surveys"
    template_name = "panel_pages/desk/attention.html"
    order = 120

    def get_context_data(self, parent_context):
        now = timezone.now()
        pages = (
            SurveyPage.objects.live()
            .filter(survey_results=None, locale__language_code=settings.LANGUAGE_CODE)
            .exclude(acts__kind=SurveyAct.Kind.ARCHIVED)
            .select_related("asking__page", "survey_box", "survey_results", "locale")
            .defer_streamfields()
            .annotate(
                has_mailing=Exists(Mailing.objects.queued().filter(asking=OuterRef("asking"))),
                **count_columns("asking__"),
            )
            .order_by("closes_at")[:SHOWN]
        )
        rows = [{"page": page, "sentence": sentence} for page in pages if (sentence := needs(page, now=now))]
        return {"rows": rows}


@hooks.register("construct_homepage_panels")
def add_attention(request, panels):
    """For those who have business at the desk."""
    if may_use_desk(request.user):
        panels.append(AttentionPanel())
