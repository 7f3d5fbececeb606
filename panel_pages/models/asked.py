from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.folding import FOLDED, Findable
from home.kept import change_at
from home.publishing import CheckedWhenPublished
from home.slugs import PlainAddress


class AskedPage(CheckedWhenPublished, PlainAddress, Findable, Page):
    """«What we have asked»: every survey and activity with status, dates, figures and results."""

    lead = models.TextField(_("lead paragraph"), max_length=400, blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead")]
    search_fields = Page.search_fields + [index.SearchField("lead"), *FOLDED]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["panel_pages.SurveyPage", "panel_pages.ActivityPage"]

    class Meta:
        verbose_name = _("what we have asked")

    def get_context(self, request, *args, **kwargs):
        from panel_pages.asked import STATUS_PARAMETER, YEAR_PARAMETER, list_asked, moments_of_change, select

        context, now = super().get_context(request, *args, **kwargs), timezone.now()
        entries = list_asked(now=now)
        change_at(request, moments_of_change(entries), now=now)
        context["selection"] = select(
            entries,
            state=request.GET.get(STATUS_PARAMETER, ""),
            year=request.GET.get(YEAR_PARAMETER, ""),
        )
        return context
