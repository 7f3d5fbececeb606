from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class AskedPage(Page):
    """«What we have asked»: every survey and activity with status, dates, figures and results."""

    lead = models.TextField(_("lead paragraph"), max_length=400, blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["panel_pages.SurveyPage", "panel_pages.ActivityPage"]

    class Meta:
        verbose_name = _("what we have asked")

    def get_context(self, request, *args, **kwargs):
        from panel_pages.asked import list_asked

        context = super().get_context(request, *args, **kwargs)
        context["entries"] = list_asked(now=timezone.now())
        return context
