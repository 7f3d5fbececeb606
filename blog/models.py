"""News posts, what they are about and who signs them."""

from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from home.card_pictures import with_pictures
from home.folding import FOLDED, Findable
from home.languages import is_bokmal, readable
from home.navigation import open_to_everyone
from home.publishing import CheckedWhenPublished
from home.slugs import PlainAddress

from .blocks import PostBodyBlock

# One large above nine in threes.
POSTS_PER_PAGE = 10
RELATED_POSTS = 3


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


@register_snippet
class Topic(models.Model):
    """What news can be about; readers narrow the list by it."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    slug = models.SlugField(
        _("in the address"), max_length=40, unique=True, help_text=_("Small letters, such as «nettsider».")
    )

    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self):
        return self.name


class BlogPageQuerySet(PageQuerySet):
    def published(self):
        """Live, open to everyone, in the reader's language or in bokmål, the newest first."""
        return readable(self.live().filter(open_to_everyone())).order_by("-date", "-pk")

    def below(self, index):
        """The posts of the list `index`, also those that stand below it in another language."""
        lists = [index] if is_bokmal() else index.get_translations(inclusive=True)
        return self.filter(reduce(or_, (Q(path__startswith=page.path, depth=page.depth + 1) for page in lists)))

    def with_cards(self):
        """With all that a card in a list shows, in a constant number of queries."""
        return self.defer_streamfields().prefetch_related(with_pictures())

    def nearest_to(self, post, topics):
        """First those about the same survey or activity, then those that share one of `topics`, then the newest."""
        shared = self.model.topics.through.objects.filter(blogpage=models.OuterRef("pk"), topic__in=topics)
        is_about_the_same = models.Q(about_page__isnull=False, about_page=post.about_page_id)
        nearness = models.Case(
            models.When(is_about_the_same, then=2), models.When(models.Exists(shared), then=1), default=0
        )
        return self.exclude(pk=post.pk).annotate(nearness=nearness).order_by("-nearness", "-date", "-pk")


class BlogPage(CheckedWhenPublished, PlainAddress, Findable, Page):
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
    picture_caption = models.CharField(_("caption"), max_length=250, blank=True)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
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
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption")], heading=_("Picture")
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("topics"),
                PageChooserPanel("about_page", ["panel_pages.SurveyPage", "panel_pages.ActivityPage"]),
            ],
            heading=_("What it is about"),
        ),
    ]
    search_fields = Page.search_fields + [
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("topic_names"),
        *FOLDED,
    ]
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("news post")

    def clean(self):
        super().clean()
        if self.picture_id and not self.picture_alt:
            raise ValidationError({"picture_alt": _("Describe the picture for those who cannot see it.")})

    def topic_names(self):
        return [topic.name for topic in self.topics.all()]

    @property
    def changed_on(self):
        """The day of the last change, or None when the post is as it was first published."""
        if not self.last_published_at:
            return None
        changed_on = timezone.localdate(self.last_published_at)
        return changed_on if changed_on > max(self.date, timezone.localdate(self.first_published_at)) else None

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # In a preview these are what the editor has chosen, stored or not.
        topics = list(self.topics.all())
        others = (
            BlogPage.objects.published().below(self.get_parent()).nearest_to(self, topics).with_cards()[:RELATED_POSTS]
        )
        are_related = any(post.nearness for post in others)
        return {**context, "topics": topics, "other_posts": others, "are_related": are_related}


class BlogIndexPage(CheckedWhenPublished, PlainAddress, Findable, Page):
    """The list of news posts."""

    lead = models.TextField(_("lead paragraph"), max_length=400, blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead")]
    search_fields = Page.search_fields + [index.SearchField("lead"), *FOLDED]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.BlogPage"]

    class Meta:
        verbose_name = _("news")

    def get_context(self, request, *args, **kwargs):
        from .listing import TOPIC_PARAMETER, YEAR_PARAMETER, select

        context = super().get_context(request, *args, **kwargs)
        selection = select(
            BlogPage.objects.published().below(self),
            topic=request.GET.get(TOPIC_PARAMETER, ""),
            year=request.GET.get(YEAR_PARAMETER, ""),
        )
        posts = Paginator(selection.posts.with_cards(), POSTS_PER_PAGE).get_page(request.GET.get("side"))
        return {**context, "selection": selection, "posts": posts}
