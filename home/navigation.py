"""What lies right below the front page: the main menu, and the pages the skeleton links to."""

from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction, Site

from .kept import once
from .models import SiteTexts


@dataclass(frozen=True)
class MainPage:
    """A page right below the front page, as far as every other page needs to know it."""

    title: str
    url: str
    kind: type
    is_in_menu: bool


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool


def open_to_everyone():
    """The condition that neither a page nor one above it is restricted; `public()` without its own query."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return ~Exists(PageViewRestriction.objects.alias(path=path).filter(path__startswith=F("page__path")))


def site_of(request):
    """The Site of the request, or None; put where Wagtail looks for it, so that it need not ask either."""
    if not hasattr(request, "_wagtail_site"):
        address = request.get_host(), request.get_port()
        request._wagtail_site = once(request, ("site", *address), lambda: find_site(request))
    return request._wagtail_site


def find_site(request):
    # Wagtail keeps the paths of sites for an hour in each process; here they are never older than their site.
    Site.clear_site_root_paths_cache()
    return Site.find_for_request(request)


def site_texts(request):
    """The editors' texts on every page, or None without a site."""
    site = site_of(request)
    return once(request, ("texts", site.pk), lambda: find_texts(site)) if site else None


def find_texts(site):
    # Unlike Wagtail's `for_site` this writes nothing: looking at a page never does.
    return SiteTexts.base_queryset().filter(site=site).first() or SiteTexts(site=site)


def main_pages(request):
    """The live pages right below the front page, in the order of the tree."""
    site = site_of(request)
    return once(request, ("main pages", site.pk), lambda: list_main_pages(site)) if site else []


def list_main_pages(site):
    pages = Page.objects.child_of(site.root_page).live()
    return [MainPage(page.title, page.url, page.specific_class, page.show_in_menus) for page in pages]


def first_of(request, model):
    """The first main page of the kind `model`, or None."""
    return next((page for page in main_pages(request) if page.kind is model), None)


def menu(request):
    """The main pages that an editor has ticked «show in menus» for."""
    return [
        MenuItem(page.title, page.url, request.path.startswith(page.url))
        for page in main_pages(request)
        if page.is_in_menu
    ]
