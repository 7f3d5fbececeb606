"""Which page an address leads to, in two queries however deep it lies.

Wagtail's own way asks twice for every level of the tree and twice more for view restrictions; together that is most of
what a page costs. Here one query finds all pages on the way and whether anything restricts them, and the second
fetches what only the last one has. From there on Wagtail does what it always does.
"""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.views import serve

from .kept import once
from .languages import is_bokmal
from .navigation import open_to_everyone, site_of

# Pages that lie deeper are found too, by Wagtail's own routing from this level on.
LEVELS_AT_ONCE = 8


def serve_page(request, path):
    """Wagtail's view, told beforehand where the address leads; what is not there in a language may be in bokmål."""
    route = find_route(request, path)
    if route is None and not is_bokmal() and (address := find_in_bokmal(request, path)):
        return redirect(address)
    request._wagtail_route_for_request = route
    return serve(request, path)


def find_in_bokmal(request, path):
    """The address of what stood at `path` in another language, or would have: a translation can be taken down."""
    root, slugs = root_page(request), [slug for slug in path.split("/") if slug]
    way = pages_along(root, slugs) if root else []
    if way and len(way) == len(slugs):
        source = way[-1].get_translations().live().filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if source:
            return source.get_url(request)
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("wagtail_serve", args=[path]) if find_route(request, path) else None


def find_route(request, path):
    """The RouteResult for `path`, or None."""
    root = root_page(request)
    if root is None:
        return None
    slugs = [slug for slug in path.split("/") if slug]
    way = pages_along(root, slugs[:LEVELS_AT_ONCE])
    page = way[-1].specific if way else root
    if way and all(step.is_open and step.alias_of_id is None for step in way):
        # Known from the same query. An alias is restricted as its source is, so Wagtail looks for itself.
        page.get_view_restrictions = PageViewRestriction.objects.none
    try:
        return page.route(request, slugs[len(way) :])
    except Http404:
        return None


def root_page(request):
    """The front page in the language of the address; None without one, or without a site."""
    site = site_of(request)
    return once(request, ("root", site.pk, get_language()), lambda: find_root_page(site)) if site else None


def find_root_page(site):
    if is_bokmal():
        return site.root_page.specific
    root = site.root_page.localized
    # `localized` gives the page itself where there is no translation.
    return root.specific if root.pk != site.root_page_id else None


def home_address(request):
    """Where the name of the site leads: the front page in the reader's language, or in bokmål."""
    if is_bokmal() or root_page(request) is None:
        return "/"
    return f"/{get_language()}/"


def pages_along(root, slugs):
    """The pages one meets going down from `root` by `slugs`, as far as there are any; each knows its parent."""
    addresses = [f"{root.url_path}{'/'.join(slugs[:depth])}/" for depth in range(1, len(slugs) + 1)]
    # Slugs have an index, whole addresses have none.
    way = list(
        Page.objects.filter(slug__in=slugs, url_path__in=addresses)
        .annotate(is_open=open_to_everyone())
        .order_by("depth")
    ) if slugs else []  # fmt: skip
    for parent, page in zip([root, *way], way, strict=False):
        page._cached_parent_obj = parent
    return way
