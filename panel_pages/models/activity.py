from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import FigureBlock
from home.folding import FOLDED, Findable
from panel_pages.blocks import PageBodyBlock
from panel_pages.states import State


class ActivityPage(Findable, Page):
    """Something the panel did that is not a survey on this site: a user test, workshops, a topic to come."""

    period = models.CharField(_("when"), max_length=60, help_text=_("In words, such as «June 2019»."))
    starts_on = models.DateField(_("first day"), help_text=_("Decides the order in the list."))
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PLANNED)
    lead = models.TextField(_("lead paragraph"), max_length=400)
    figures = StreamField([("figure", FigureBlock())], verbose_name=_("figures"), blank=True, max_num=4)
    body = StreamField(PageBodyBlock(required=False), verbose_name=_("body"), blank=True)
    outcome = models.TextField(_("what the municipality did"), max_length=600, blank=True)

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("period"), FieldPanel("starts_on"), FieldPanel("state")], heading=_("Status")),
        FieldPanel("figures"),
        FieldPanel("body"),
        FieldPanel("outcome"),
    ]
    search_fields = Page.search_fields + [
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("outcome"),
        *FOLDED,
    ]
    parent_page_types = ["panel_pages.AskedPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("activity")
