"""News for tests."""

import itertools

from django.core.files.base import ContentFile
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.models import Page

from blog.models import Author, BlogIndexPage, BlogPage, Topic
from home.models import HomePage

number = itertools.count(1)
# The smallest picture there is: one grey point.
POINT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000" "3a7e9b55" "0000000a49444154789c636800000082008177cd72b6"
    "0000000049454e44ae426082"
)  # fmt: skip


def make_index():
    """The list of news below the front page; made when it is not there."""
    home = HomePage.objects.get()
    return BlogIndexPage.objects.first() or home.add_child(instance=BlogIndexPage(title="News", slug="nyheter"))


def make_picture():
    """A picture in the picture library."""
    name = f"point-{next(number)}.png"
    return get_image_model().objects.create(title=name, file=ContentFile(POINT, name=name))


def make_topic(name):
    """A topic readers can choose."""
    return Topic.objects.get_or_create(name=name, slug=slugify(name))[0]


def make_post(*, is_published=True, topics=(), **kwargs):
    """A published post signed by a unit; without a picture unless one is given."""
    unit, _created = Author.objects.get_or_create(name="The unit")
    title = f"Post {next(number)}"
    values = {"title": title, "slug": title.lower().replace(" ", "-"), "lead": "What happened.", "author": unit}
    post = BlogPage(**{**values, "body": [("text", "<p>All of it.</p>")], "live": False, **kwargs})
    post.topics = [make_topic(name) for name in topics]
    # A fresh parent: the tree keeps its place in memory.
    Page.objects.get(pk=make_index().pk).specific.add_child(instance=post)
    if is_published:
        post.save_revision().publish()
        post.refresh_from_db()
    return post
