"""Links to pages in rich text, whose addresses a process remembers for a moment."""

from django.utils.translation import get_language
from wagtail.rich_text.pages import PageLinkHandler

from .kept import Shelf

addresses = Shelf(most=2000)


class RememberedPageLink(PageLinkHandler):
    """As Wagtail's own, which asks the database three times for every page with a link in its text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        language = get_language()
        wanted = {attrs.get("id"): attrs for attrs in attrs_list}
        links = {pk: addresses.get((pk, language)) for pk in wanted}
        missing = [pk for pk, link in links.items() if link is None]
        if missing:
            found = super().expand_db_attributes_many([wanted[pk] for pk in missing])
            for pk, link in zip(missing, found, strict=True):
                links[pk] = link
                addresses.put((pk, language), link)
        return [links[attrs.get("id")] for attrs in attrs_list]
