"""Finding one's way: the search page, and what search engines are told."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from .search import find_pages

HITS_PER_PAGE = 10
LONGEST_QUERY = 100


@require_safe
def search(request):
    """Published pages that fit `?q=`. Members and answers are in no index."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    hits = Paginator(find_pages(words), HITS_PER_PAGE).get_page(request.GET.get("side"))
    for hit in hits.object_list:
        hit.kind = capfirst(hit._meta.verbose_name)
        hit.summary = summary_of(hit)
    return render(request, "home/search.html", {"words": words, "hits": hits})


def summary_of(page):
    """One sentence about a page: what it calls itself for search engines, its lead or its purpose."""
    return page.search_description or getattr(page, "lead", "") or getattr(page, "purpose", "")


@require_safe
def robots(request):
    """Personal pages and the admin are for nobody's index."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "home/robots.txt", context, content_type="text/plain; charset=utf-8")
