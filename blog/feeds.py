"""News for feed readers, as Atom and as RSS."""

from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext_lazy as _

from .models import BlogIndexPage, BlogPage

NEWEST = 20


class NewsFeed(Feed):
    """The newest posts as Atom."""

    feed_type = Atom1Feed
    title = "Innbyggerpanelet i Bærum"
    subtitle = description = _("What we ask the panel about, what it answers, and what comes of it.")
    language = "nb"

    def link(self):
        index = BlogIndexPage.objects.live().first()
        return index.full_url if index else settings.SITE_URL + "/"

    def items(self):
        return BlogPage.objects.published().select_related("author")[:NEWEST]

    def item_title(self, post):
        return post.title

    def item_description(self, post):
        return post.lead

    def item_link(self, post):
        return post.full_url

    def item_guid(self, post):
        # The address may change with the title; the key of the page does not.
        return f"urn:uuid:{post.translation_key}"

    item_guid_is_permalink = False

    def item_author_name(self, post):
        return post.author.name if post.author else None

    def item_pubdate(self, post):
        return timezone.make_aware(datetime.combine(post.date, time(8)))

    def item_updateddate(self, post):
        return post.last_published_at


class NewsRssFeed(NewsFeed):
    """The same as RSS 2.0."""

    feed_type = Rss201rev2Feed
