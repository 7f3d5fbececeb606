"""News for pages of other rooms."""

from django import template

from blog.models import BlogIndexPage, BlogPage
from blog.structured_data import describe_post
from home.navigation import first_of
from home.structured_data import as_json_ld

register = template.Library()


@register.simple_tag
def latest_posts(count):
    """The newest published posts, with what a card shows."""
    return BlogPage.objects.published().with_cards()[:count]


@register.simple_tag(takes_context=True)
def news_index(context):
    """The page that lists all news, or None."""
    request = context.get("request")
    return first_of(request, BlogIndexPage) if request else None


@register.simple_tag
def posts_about(page):
    """Published posts that tell about `page`."""
    return BlogPage.objects.published().filter(about_page__translation_key=page.translation_key).with_cards()


@register.simple_tag
def post_data(post, picture=None):
    """JSON-LD about a post, with the picture that stands on its card."""
    return as_json_ld(describe_post(post, picture.full_url if picture else ""))
