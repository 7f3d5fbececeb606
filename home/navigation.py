"""What lies right below the front page: the main menu, and the pages the skeleton links to."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import get_language
from wagtail.models import Locale, Page, PageViewRestriction, Site

from .kept import once
from .languages import choices, is_bokmal
from .models import SiteTexts


@dataclass(frozen=True)
class MainPage:
    """A page right below the front page, as far as every other page needs to know it."""

    title: str
    url: str
    kind: type
    is_in_menu: bool
    lang: str = ""


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool
    lang: str


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
    return once(request, ("texts", site.pk, get_language()), lambda: find_texts(site)) if site else None


def find_texts(site):
    # Unlike Wagtail's `for_site` this writes nothing: looking at a page never does.
    texts = SiteTexts.base_queryset().filter(site=site).first() or SiteTexts(site=site)
    for name in ("privacy_page", "contact_page"):
        if not is_bokmal() and getattr(texts, name):
            setattr(texts, name, getattr(texts, name).localized)
    return texts


def main_pages(request):
    """The live pages right below the front page, in the order of the tree and in the reader's language where they are."""
    site = site_of(request)
    return once(request, ("main pages", site.pk, get_language()), lambda: list_main_pages(site)) if site else []


def list_main_pages(site):
    pages = Page.objects.child_of(site.root_page).live()
    translated = {}
    if not is_bokmal():
        others = Page.objects.live().filter(translation_key__in=pages.values("translation_key"))
        translated = {page.translation_key: page for page in others.filter(locale__language_code=get_language())}
    return [main_page(page, translated.get(page.translation_key)) for page in pages]


def main_page(page, translation):
    """A page below the front page, in the words of its translation if it has one."""
    shown = translation or page
    lang = "" if translation or is_bokmal() else settings.LANGUAGE_CODE
    return MainPage(shown.title, shown.url, page.specific_class, page.show_in_menus, lang)


def first_of(request, model):
    """The first main page of the kind `model`, or None."""
    return next((page for page in main_pages(request) if page.kind is model), None)


def locales_of(request):
    """{id: language code} of the site's locales."""
    return once(request, "locales", lambda: dict(Locale.objects.values_list("pk", "language_code")))


def languages_of(request, page):
    """The languages one may go on in: of `page`, and the front page of those it is not translated into."""
    if len(locales_of(request)) < 2:
        return []
    return once(request, ("languages", page and page.pk, get_language()), lambda: find_languages(request, page))


def find_languages(request, page):
    site = site_of(request)
    addresses = {}
    for shown in (site and site.root_page, page):
        if shown and shown.pk:
            pages = shown.get_translations(inclusive=True).live().filter(open_to_everyone()).select_related("locale")
            addresses |= {page.locale.language_code: page.get_url(request) for page in pages}
            own = {page.locale.language_code for page in pages}
    return [choice._replace(is_same=choice.code in own) for choice in choices(addresses, get_language())]


def menu(request):
    """The main pages that an editor has ticked «show in menus» for."""
    return [
        MenuItem(page.title, page.url, request.path.startswith(page.url), page.lang)
        for page in main_pages(request)
        if page.is_in_menu
    ]
