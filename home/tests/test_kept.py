"""What a process remembers is gone when it changes, and after ten seconds whoever changed it."""

from datetime import timedelta

import pytest
from wagtail.models import Page, Site

from home import kept
from home.kept import Shelf, once
from home.models import SiteTexts
from home.navigation import main_pages, menu, site_of, site_texts
from panel_pages.models import InformationPage


@pytest.fixture
def clock(monkeypatch, settings):
    """Memory as in production, on a clock that stands still until it is moved."""
    settings.PAGES_KEPT_FOR = timedelta(seconds=10)
    now = [1000.0]
    monkeypatch.setattr(kept, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def page(home_page):
    return Page.objects.get(pk=home_page.pk).add_child(
        instance=InformationPage(title="Om panelet", slug="om", show_in_menus=True)
    )


def titles(rf):
    """The menu as the next request sees it."""
    return [item.title for item in menu(rf.get("/"))]


def rename_elsewhere(page, title):
    """As another process would: no signal is sent here."""
    Page.objects.filter(pk=page.pk).update(title=title)


def test_menu_site_and_texts_are_asked_for_once_in_ten_seconds(rf, clock, page, django_assert_num_queries):
    for ask in (titles, lambda rf: site_texts(rf.get("/"))):
        ask(rf)
        with django_assert_num_queries(0):
            ask(rf)


def test_a_change_in_another_process_is_seen_after_ten_seconds(rf, clock, page):
    assert titles(rf) == ["Om panelet"]
    rename_elsewhere(page, "Om oss")
    clock[0] += 9.9
    assert titles(rf) == ["Om panelet"]
    clock[0] += 0.1
    assert titles(rf) == ["Om oss"]


def test_an_address_changed_in_another_process_is_seen_after_ten_seconds(rf, clock, page):
    assert site_of(rf.get("/")).hostname == Page.objects.get(pk=page.pk).full_url.split("/")[2].split(":")[0]
    Site.objects.update(hostname="panel.example.org", port=443)
    clock[0] += 10
    site_of(rf.get("/"))
    # Wagtail itself would go on with the old address for an hour.
    assert Page.objects.get(pk=page.pk).full_url == "https://panel.example.org/om/"


def test_publishing_is_seen_at_once(rf, clock, page):
    assert titles(rf) == ["Om panelet"]
    page.title = "Om oss"
    page.save_revision().publish()
    assert titles(rf) == ["Om oss"]


def test_unpublishing_is_seen_at_once(rf, clock, page):
    assert titles(rf) == ["Om panelet"]
    page.unpublish()
    assert titles(rf) == []


def test_deleting_is_seen_at_once(rf, clock, page):
    assert titles(rf) == ["Om panelet"]
    Page.objects.get(pk=page.pk).delete()
    assert titles(rf) == []


def test_moving_is_seen_at_once(rf, clock, page, home_page):
    second = Page.objects.get(pk=home_page.pk).add_child(
        instance=InformationPage(title="Kontakt", slug="kontakt", show_in_menus=True)
    )
    assert titles(rf) == ["Om panelet", "Kontakt"]
    Page.objects.get(pk=second.pk).move(Page.objects.get(pk=page.pk), pos="left")
    assert titles(rf) == ["Kontakt", "Om panelet"]


def test_texts_in_the_foot_are_seen_at_once(rf, clock, home_page):
    assert site_texts(rf.get("/")).owner_unit == ""
    SiteTexts.objects.create(site=Site.objects.get(), owner_unit="Kommunikasjon")
    assert site_texts(rf.get("/")).owner_unit == "Kommunikasjon"


def test_a_new_front_page_is_seen_at_once(rf, clock, page):
    assert len(main_pages(rf.get("/"))) == 1
    site = Site.objects.get()
    site.root_page = page
    site.save()
    assert main_pages(rf.get("/")) == []


def test_within_one_request_nothing_changes(rf, clock):
    request = rf.get("/")
    assert [once(request, "key", lambda: 1), once(request, "key", lambda: 2)] == [1, 1]


def test_where_nothing_is_kept_a_request_still_asks_once(rf, settings):
    assert timedelta(0) == settings.PAGES_KEPT_FOR
    first, second = rf.get("/"), rf.get("/")
    assert [once(first, "key", lambda: 1), once(first, "key", lambda: 2), once(second, "key", lambda: 3)] == [1, 1, 3]


def test_a_shelf_never_holds_more_than_it_may(clock):
    shelf = Shelf(most=3)
    for number in range(100):
        shelf.put(number, number)
        assert shelf.get(number) == number
    assert len([number for number in range(100) if shelf.get(number) is not None]) <= 3
    kept.shelves.remove(shelf)


def test_a_thing_may_be_kept_for_less_but_never_for_longer(clock):
    shelf = Shelf(most=9)
    shelf.put("short", 1, seconds=3)
    shelf.put("long", 1, seconds=1000)
    clock[0] += 3
    assert (shelf.get("short"), shelf.get("long")) == (None, 1)
    clock[0] += 7
    assert shelf.get("long") is None
    kept.shelves.remove(shelf)
