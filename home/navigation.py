"""The main menu: what an editor has ticked «show in menus» for, below the front page."""

from dataclasses import dataclass

from wagtail.models import Page, Site


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool


def menu(request):
    """The items of the main menu, in the order of the page tree. One query besides the site's."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = Page.objects.child_of(site.root_page).live().in_menu()
    items = []
    for page in pages:
        url = page.get_url(request)
        items.append(MenuItem(page.title, url, request.path.startswith(url)))
    return items
