from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.folding import FOLDED, Findable
from home.publishing import CheckedWhenPublished
from home.slugs import PlainAddress
from panel_pages.blocks import PageBodyBlock
from panel_pages.outcome_blocks import StripBlock, WayBlock
from panel_pages.states import State

from .telling import PICTURE_PANEL, Telling


class ActivityPage(CheckedWhenPublished, PlainAddress, Telling, Findable, Page):
    """Something the panel did that is not a survey on this site: a user test, workshops, a topic to come."""

    period = models.CharField(_("when"), max_length=60, help_text=_("In words, such as «June 2019»."))
    starts_on = models.DateField(_("first day"), help_text=_("Decides the order in the list."))
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PLANNED)
    lead = models.TextField(_("lead paragraph"), max_length=400)
    figures = StreamField(StripBlock(required=False), verbose_name=_("figures"), blank=True)
    way = StreamField(WayBlock(required=False), verbose_name=_("the way from question to answer"), blank=True)
    body = StreamField(PageBodyBlock(required=False), verbose_name=_("body"), blank=True)
    outcome = models.TextField(_("what the municipality did"), max_length=600, blank=True)

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("period"), FieldPanel("starts_on"), FieldPanel("state")], heading=_("Status")),
        PICTURE_PANEL,
        FieldPanel("figures"),
        FieldPanel("body"),
        FieldPanel("way"),
        MultiFieldPanel(
            [FieldPanel("finding"), FieldPanel("advice"), FieldPanel("outcome")], heading=_("What came of it")
        ),
    ]
    search_fields = Page.search_fields + [
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("outcome"),
        *Telling.telling_search_fields,
        *FOLDED,
    ]
    parent_page_types = ["panel_pages.AskedPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("activity")

    @property
    def headline(self):
        """What the page is headed by: the finding once there is one."""
        return self.finding or self.title

    @property
    def dots(self):
        """The dot field of the strip, or None."""
        return next((block.value for block in self.figures if block.block_type == "dots"), None)

    @property
    def shown_figures(self):
        """The figures of the strip."""
        return [block.value for block in self.figures if block.block_type == "figure"]
