"""News for feed readers, as Atom (RFC 4287) and as RSS 2.0."""

import re
from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext_lazy as _

from config.municipality import publisher, site_name

from .models import BlogIndexPage, BlogPage

NEWEST = 20
# What XML has no way to say. An editor can paste it without seeing it.
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NewsFeed(Feed):
    """The newest posts as Atom."""

    feed_type = Atom1Feed
    subtitle = description = _("What we ask the panel about, what it answers, and what comes of it.")
    language = "nb"

    def title(self):
        return site_name()

    def author_name(self):
        """Who stands for a post that nobody has signed."""
        return publisher()["name"]

    def link(self):
        index = BlogIndexPage.objects.live().first()
        return index.full_url if index else settings.SITE_URL + "/"

    def feed_guid(self):
        return settings.SITE_URL + reverse("news:atom")

    def items(self):
        return (
            BlogPage.objects.published()
            .select_related("author")
            .prefetch_related("topics")
            .defer_streamfields()[:NEWEST]
        )

    def item_title(self, post):
        return UNSPEAKABLE.sub("", post.title)

    def item_description(self, post):
        return UNSPEAKABLE.sub("", post.lead)

    def item_link(self, post):
        return post.full_url

    def item_guid(self, post):
        # The address may change with the title; the key of the page does not.
        return f"urn:uuid:{post.translation_key}"

    item_guid_is_permalink = False

    def item_author_name(self, post):
        return UNSPEAKABLE.sub("", post.author.name) if post.author else None

    def item_categories(self, post):
        return [UNSPEAKABLE.sub("", name) for name in post.topic_names()]

    def item_pubdate(self, post):
        return timezone.make_aware(datetime.combine(post.date, time(8)))

    def item_updateddate(self, post):
        return max(post.last_published_at or self.item_pubdate(post), self.item_pubdate(post))


class NewsRssFeed(NewsFeed):
    """The same as RSS 2.0."""

    feed_type = Rss201rev2Feed
