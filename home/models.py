"""The front page and what every page shares."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .blocks import BodyBlock
from .link_texts import refuse_links_that_say_nothing
from .publishing import CheckedWhenPublished
from .slugs import PlainAddress


class HomePage(CheckedWhenPublished, PlainAddress, Page):
    """The front page: what the panel is, what is open now, what it has led to, news."""

    heading = models.CharField(_("heading"), max_length=80)
    lead = models.TextField(_("lead paragraph"), max_length=400)
    join_page = models.ForeignKey(
        Page, verbose_name=_("page to join on"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)

    content_panels = Page.content_panels + [
        FieldPanel("heading"),
        FieldPanel("lead"),
        PageChooserPanel("join_page"),
        FieldPanel("body"),
    ]
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")


@register_setting(icon="site")
class SiteTexts(BaseSiteSetting):
    """What stands in the foot of every page."""

    owner_unit = models.CharField(_("unit responsible"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    privacy_page = models.ForeignKey(
        Page, verbose_name=_("privacy page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact_page = models.ForeignKey(
        Page, verbose_name=_("contact page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accessibility_url = models.URLField(
        _("accessibility statement"), blank=True, help_text=_("The address of the statement at uustatus.no.")
    )
    footer_text = RichTextField(_("text in the foot"), features=["link"], blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("owner_unit"), FieldPanel("contact_email"), FieldPanel("footer_text")], heading=_("Who we are")
        ),
        MultiFieldPanel(
            [FieldPanel("privacy_page"), FieldPanel("contact_page"), FieldPanel("accessibility_url")],
            heading=_("Links in the foot"),
        ),
    ]
    # The foot is on every page; its pages are fetched with it.
    select_related = ["privacy_page", "contact_page"]

    class Meta:
        verbose_name = _("texts on every page")

    def clean(self):
        super().clean()
        try:
            refuse_links_that_say_nothing(self.footer_text)
        except ValidationError as refusal:
            raise ValidationError({"footer_text": refusal}) from refusal
