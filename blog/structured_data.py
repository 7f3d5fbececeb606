"""A news post as search engines read it."""

from django.utils.translation import get_language

from config.municipality import publisher

from .models import Author


def describe_post(post, picture_url=""):
    """Schema.org's NewsArticle, with what stands on the page."""
    facts = {
        "@type": "NewsArticle",
        "headline": post.title,
        "description": post.lead,
        "datePublished": post.date.isoformat(),
        "inLanguage": get_language(),
        "mainEntityOfPage": post.full_url,
        "publisher": publisher(),
        "isAccessibleForFree": True,
    }
    if post.changed_on:
        facts["dateModified"] = post.changed_on.isoformat()
    if post.author:
        facts["author"] = describe_author(post.author)
    if picture_url:
        facts["image"] = [picture_url]
    return facts


def describe_author(author):
    """A person, or a unit of the municipality."""
    if author.kind == Author.Kind.UNIT:
        return {"@type": "Organization", "name": author.name, "parentOrganization": publisher()}
    person = {"@type": "Person", "name": author.name}
    if author.unit:
        person["affiliation"] = {"@type": "Organization", "name": author.unit}
    return person
