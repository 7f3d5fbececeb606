"""Whose panel this is: MUNICIPALITY in the settings, and nowhere else in code, templates and catalogues."""

from django.conf import settings
from django.utils.functional import keep_lazy_text


@keep_lazy_text
def naming(text):
    """`text` with the municipality in the place of %(municipality)s; a lazy text stays lazy."""
    return text % {"municipality": settings.MUNICIPALITY}


def site_name():
    """What the site is called outside itself: by search engines, feeds, telephones and those who share a page."""
    return f"Innbyggerpanelet i {settings.MUNICIPALITY}"


def publisher():
    """The municipality as search engines know it."""
    name = f"{settings.MUNICIPALITY} kommune"
    return {"@type": "GovernmentOrganization", "name": name, "url": settings.MUNICIPALITY_URL}
