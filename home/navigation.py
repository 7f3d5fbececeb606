"""What lies right below the front page: the main menu, and the pages the skeleton links to."""

from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction, Site


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool


def open_to_everyone():
    """The condition that neither a page nor one above it is restricted; `public()` without its own query."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return ~Exists(PageViewRestriction.objects.alias(path=path).filter(path__startswith=F("page__path")))


def main_pages(request):
    """The live pages right below the front page, in the order of the tree. One query a request."""
    if not hasattr(request, "_main_pages"):
        site = Site.find_for_request(request)
        request._main_pages = list(Page.objects.child_of(site.root_page).live()) if site else []
    return request._main_pages


def first_of(request, model):
    """The first main page of the kind `model`, or None."""
    return next((page for page in main_pages(request) if page.specific_class is model), None)


def menu(request):
    """The main pages that an editor has ticked «show in menus» for."""
    items = []
    for page in main_pages(request):
        if page.show_in_menus:
            url = page.get_url(request)
            items.append(MenuItem(page.title, url, request.path.startswith(url)))
    return items
