"""Finding one's way: the search page, and what search engines are told."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.municipality import site_name

from .navigation import locales_of
from .search import find_pages

HITS_PER_PAGE = 10
LONGEST_QUERY = 100


@require_safe
def search(request):
    """Published pages that fit `?q=`. Members and answers are in no index."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    # In other languages bokmål is found too, since most stands in that alone.
    read = {get_language(), settings.LANGUAGE_CODE}
    codes = locales_of(request)
    locales = [key for key, code in codes.items() if code in read]
    hits = Paginator(find_pages(words, locales), HITS_PER_PAGE).get_page(request.GET.get("side"))
    for hit in hits.object_list:
        hit.language = codes[hit.locale_id]
        hit.kind = capfirst(getattr(hit, "kind_for_readers", hit._meta.verbose_name))
        hit.summary = summary_of(hit)
    return render(request, "home/search.html", {"words": words, "hits": hits})


def summary_of(page):
    """One sentence about a page: what it calls itself for search engines, its lead or its purpose."""
    return page.search_description or getattr(page, "lead", "") or getattr(page, "purpose", "")


@require_safe
def favicon(request):
    """Programs that look for an icon without reading the page look here."""
    return redirect(static("img/icon-32.png"))


@require_safe
def manifest(request):
    """What a telephone calls the site, and shows for it, when somebody puts it on the home screen."""
    icons = [
        {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(
            {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ),
        {"src": static("img/icon-maskable.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    names = {"name": site_name(), "short_name": "Innbyggerpanel", "lang": "nb"}
    colours = {"background_color": "#ffffff", "theme_color": "#0d3f4b"}
    content = {**names, "start_url": "/", "display": "browser", **colours, "icons": icons}
    return JsonResponse(content, content_type="application/manifest+json")


@require_safe
def robots(request):
    """Personal pages and the admin are for nobody's index."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "home/robots.txt", context, content_type="text/plain; charset=utf-8")
