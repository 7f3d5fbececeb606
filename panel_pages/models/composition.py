from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.folding import FOLDED, Findable
from home.publishing import CheckedWhenPublished
from home.slugs import PlainAddress
from members.models import Portrait
from members.portrait import PARTS
from panel_pages.blocks import PageBodyBlock

GENDERS = {"woman": _("Women"), "man": _("Men")}


class CompositionPage(CheckedWhenPublished, PlainAddress, Findable, Page):
    """«Who is on the panel?»: the stored picture of the panel beside the people who live here."""

    lead = models.TextField(_("lead paragraph"), max_length=400, blank=True)
    body = StreamField(PageBodyBlock(required=False), verbose_name=_("below the figures"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead"), FieldPanel("body")]
    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body"), *FOLDED]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1

    # Among what a search finds.
    kind_for_readers = _("information page")

    class Meta:
        verbose_name = _("page «who is on the panel?»")

    def get_context(self, request, *args, **kwargs):
        """One query, however large the panel is: the picture is stored."""
        portrait = Portrait.objects.first()
        return super().get_context(request, *args, **kwargs) | {
            "portrait": portrait, "parts": parts_of(portrait.data) if portrait else [],
        }  # fmt: skip


class Part(NamedTuple):
    """One way to part the panel: by age, by gender or by where people live."""

    heading: str
    groups: list

    @property
    def missing(self):
        """What the groups are called in which people are missing."""
        return [group["label"] for group in self.groups if group["is_missing"]]


def parts_of(data):
    """The Parts of a portrait, with words for the genders; those without groups are left out."""
    parts = data.get("parts", {})
    return [
        Part(heading, [group | {"label": GENDERS.get(group["name"], group["name"])} for group in parts[name]])
        for name, heading in PARTS.items()
        if parts.get(name)
    ]
