"""News posts and who signs them."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from home.navigation import open_to_everyone

from .blocks import PostBodyBlock

POSTS_PER_PAGE = 10


@register_snippet
class Author(models.Model):
    """Who signs a post: a unit of the municipality, or a person in it."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("Unit")
        PERSON = "person", _("Person")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.UNIT)
    unit = models.CharField(_("unit"), max_length=120, blank=True, help_text=_("Where a person works."))

    panels = [FieldPanel("name"), FieldPanel("kind"), FieldPanel("unit")]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self):
        return self.name


class BlogPageQuerySet(PageQuerySet):
    def published(self):
        """Live, open to everyone, the newest first."""
        return self.live().filter(open_to_everyone()).order_by("-date", "-pk")

    def with_cards(self):
        """With all that a card in a list shows, in a constant number of queries."""
        return self.select_related("author", "picture").prefetch_related("picture__renditions")


class BlogPage(Page):
    """A news post."""

    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.ForeignKey(Author, verbose_name=_("author"), null=True, on_delete=models.PROTECT, related_name="+")
    lead = models.TextField(_("lead paragraph"), max_length=400)
    picture = models.ForeignKey(
        get_image_model_string(), verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    picture_alt = models.CharField(
        _("description of the picture"),
        max_length=250,
        blank=True,
        help_text=_("What those who cannot see the picture need to know. Required when there is a picture."),
    )
    body = StreamField(PostBodyBlock(), verbose_name=_("body"))
    about_page = models.ForeignKey(
        Page,
        verbose_name=_("is about"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The survey or activity the post tells about."),
    )

    objects = PageManager.from_queryset(BlogPageQuerySet)()

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("date"), FieldPanel("author")], heading=_("Signed")),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
        PageChooserPanel("about_page", ["panel_pages.SurveyPage", "panel_pages.ActivityPage"]),
    ]
    search_fields = Page.search_fields + [index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("news post")

    def clean(self):
        super().clean()
        if self.picture_id and not self.picture_alt:
            raise ValidationError({"picture_alt": _("Describe the picture for those who cannot see it.")})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        others = BlogPage.objects.published().sibling_of(self, inclusive=False).with_cards()
        context["other_posts"] = others[:2]
        return context


class BlogIndexPage(Page):
    """The list of news posts."""

    lead = models.TextField(_("lead paragraph"), max_length=400, blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.BlogPage"]

    class Meta:
        verbose_name = _("news")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        posts = BlogPage.objects.published().child_of(self).with_cards()
        context["posts"] = Paginator(posts, POSTS_PER_PAGE).get_page(request.GET.get("side"))
        return context
