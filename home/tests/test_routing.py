"""Our shorter way to a page leads where Wagtail's own does, and past no restriction."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale, Page

from blog.tests.builders import make_post
from home.routing import LEVELS_AT_ONCE, find_route
from panel_pages.models import EnrolmentPage, InformationPage
from panel_pages.tests.builders import make_survey

pytestmark = pytest.mark.django_db


def add_page(parent, slug, **kwargs):
    """An information page below `parent`, taken fresh since the tree keeps its place in memory."""
    parent = Page.objects.get(pk=parent.pk)
    return parent.add_child(instance=InformationPage(title=slug.title(), slug=slug, **kwargs))


def go(path):
    """(where our routing leads, where Wagtail's does), each as (page, model, arguments)."""
    ours = find_route(RequestFactory().get("/"), path)
    theirs = Page.route_for_request(RequestFactory().get("/"), path)
    return tuple(
        route and (route.page.pk, type(route.page), repr(route.args), route.kwargs) for route in (ours, theirs)
    )


@pytest.fixture
def tree(home_page):
    """Pages of all sorts: a post, a survey, a page with addresses of its own, a draft with a live page below, depth."""
    make_post(slug="innlegg")
    make_survey(slug="undersokelse")
    Page.objects.get(pk=home_page.pk).add_child(instance=EnrolmentPage(title="Join", slug="bli-med", lead="Join"))
    add_page(add_page(home_page, "kladd", live=False), "under-kladd")
    page = home_page
    for level in range(LEVELS_AT_ONCE + 2):
        page = add_page(page, f"niva-{level}")
    return page.url_path.removeprefix(home_page.url_path)


def test_every_address_leads_where_wagtail_leads(tree):
    paths = [
        "", "nyheter/", "nyheter/innlegg/", "asked/undersokelse/", "bli-med/", "bli-med/takk/", "kladd/under-kladd/", tree,
        tree.removesuffix(f"niva-{LEVELS_AT_ONCE + 1}/"),
    ]  # fmt: skip
    for path in paths:
        ours, theirs = go(path)
        assert ours == theirs
        assert ours is not None, path


def test_what_wagtail_does_not_find_we_do_not_find(tree):
    for path in (
        "finnes-ikke/",
        "kladd/",
        "innlegg/",
        "nyheter/niva-0/",
        "nyheter/innlegg/mer/",
        "bli-med/mer/",
        tree + "mer/",
    ):
        assert go(path) == (None, None), path


def test_translation_is_found_by_its_own_address(tree, home_page):
    english = home_page.copy_for_translation(Locale.objects.create(language_code="en"))
    english.save_revision().publish()
    page = Page.objects.get(slug="niva-0").specific.copy_for_translation(Locale.objects.get(language_code="en"))
    page.slug = "level"
    page.save_revision().publish()
    with translation.override("en"):
        assert go("level/")[0][0] == page.pk
        assert go("niva-0/") == (None, None)
    assert go("level/") == (None, None)


def test_a_page_is_found_in_two_queries_however_deep(tree, django_assert_num_queries, settings):
    settings.PAGES_KEPT_FOR = settings.UNCONFIRMED_KEPT_FOR
    for path in ("nyheter/innlegg/", "niva-0/niva-1/niva-2/niva-3/", "bli-med/takk/"):
        find_route(RequestFactory().get("/"), path)
        with django_assert_num_queries(2):
            route = find_route(RequestFactory().get("/"), path)
            assert not route.page.get_view_restrictions()
            assert route.page.get_parent() is not None


@pytest.mark.parametrize("restricted", ["nyheter", "innlegg"])
def test_a_restricted_page_asks_for_its_password(client, tree, restricted):
    assert client.get("/nyheter/innlegg/").status_code == 200
    page = Page.objects.get(slug=restricted)
    restriction = page.view_restrictions.create(restriction_type="password", password="hemmelig")
    response = client.get("/nyheter/innlegg/")
    assert b"What happened." not in response.content
    assert "no-store" in response["Cache-Control"]
    restriction.delete()
    assert b"What happened." in client.get("/nyheter/innlegg/").content


def test_the_front_page_can_be_restricted(client, tree, home_page):
    home_page.view_restrictions.create(restriction_type="password", password="hemmelig")
    for path in ("/", "/nyheter/innlegg/"):
        assert b"hemmelig" not in client.get(path).content
        assert "no-store" in client.get(path)["Cache-Control"]


def test_an_alias_is_restricted_as_its_source_is(client, tree):
    source = Page.objects.get(slug="innlegg").specific
    source.create_alias(parent=Page.objects.get(slug="nyheter"), update_slug="speil")
    assert b"What happened." in client.get("/nyheter/speil/").content
    source.view_restrictions.create(restriction_type="password", password="hemmelig")
    assert b"What happened." not in client.get("/nyheter/speil/").content
