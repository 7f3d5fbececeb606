"""Links to pages in rich text lead where the page is now."""

import pytest
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail.rich_text import expand_db_html

from panel_pages.models import InformationPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_of_production")]


@pytest.fixture
def pages(home_page):
    """Two pages to link to."""
    return [
        Page.objects.get(pk=home_page.pk).add_child(instance=InformationPage(title=slug, slug=slug))
        for slug in ("om", "personvern")
    ]


def linked(*pages):
    return expand_db_html("".join(f'<a linktype="page" id="{getattr(page, "pk", page)}">x</a>' for page in pages))


def test_links_are_asked_for_once(pages, django_assert_num_queries):
    first, second = pages
    assert linked(first) == '<a href="/om/">x</a>'
    assert linked(first, second, first).count('href="/om/"') == 2
    with django_assert_num_queries(0):
        assert linked(second, first) == '<a href="/personvern/">x</a><a href="/om/">x</a>'


def test_a_page_that_gets_another_address_or_goes_is_linked_as_it_is(pages):
    first, second = pages
    linked(first, second)
    first.slug = "om-oss"
    first.save_revision().publish()
    second.delete()
    assert linked(first, second) == '<a href="/om-oss/">x</a><a>x</a>'
    assert linked(99999, 0) == "<a>x</a><a>x</a>"


def test_languages_do_not_mix(pages, home_page):
    english = Locale.objects.create(language_code="en")
    home_page.copy_for_translation(english).save_revision().publish()
    translated = pages[0].copy_for_translation(english)
    translated.slug = "about"
    translated.save_revision().publish()
    assert linked(pages[0]) == '<a href="/om/">x</a>'
    with translation.override("en"):
        assert linked(pages[0]) == '<a href="/en/about/">x</a>'
    assert linked(pages[0]) == '<a href="/om/">x</a>'
