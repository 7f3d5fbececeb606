from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.folding import FOLDED, Findable
from home.publishing import CheckedWhenPublished
from home.slugs import PlainAddress
from panel_pages.blocks import PageBodyBlock


class InformationPage(CheckedWhenPublished, PlainAddress, Findable, Page):
    """Any page that explains: about the panel, privacy, contact."""

    lead = models.TextField(_("lead paragraph"), max_length=400, blank=True)
    body = StreamField(PageBodyBlock(required=False), verbose_name=_("body"), blank=True)
    invites_to_join = models.BooleanField(
        _("ends with an invitation to join"),
        default=False,
        help_text=_("For pages that people read before they decide, such as «About the panel»."),
    )

    content_panels = Page.content_panels + [FieldPanel("lead"), FieldPanel("body"), FieldPanel("invites_to_join")]
    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body"), *FOLDED]
    parent_page_types = ["home.HomePage", "panel_pages.InformationPage"]
    subpage_types = ["panel_pages.InformationPage"]

    class Meta:
        verbose_name = _("information page")
