"""Every kind of page: where it may stand, and that each page of the demo can be reached, read, previewed and edited."""

import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from wagtail.models import Page, get_page_models
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import rich_text

from blog.models import BlogIndexPage, BlogPage
from home.models import HomePage
from panel_pages.models import ActivityPage, AskedPage, EnrolmentPage, InformationPage, SurveyPage
from staff.models import User

from .editing import editor_data

pytestmark = pytest.mark.any_database

CHILDREN = {
    Page: {HomePage},
    HomePage: {AskedPage, BlogIndexPage, EnrolmentPage, InformationPage},
    AskedPage: {ActivityPage, SurveyPage},
    BlogIndexPage: {BlogPage},
    InformationPage: {InformationPage},
}
KINDS = sorted(set.union(*CHILDREN.values()), key=lambda model: model.__name__)
# A survey that has been answered is not edited freely; its own tests say how.
EDITABLE = [kind for kind in KINDS if kind is not SurveyPage]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, told once for all tests here and rolled back after them; the folder of its pictures."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        call_command("demo", verbosity=0)
        with django_db_blocker.block():
            yield media
        transaction.set_rollback(True)


@pytest.fixture
def demo(told, db, settings, client):
    """The demo's pages, read and edited by somebody who may do everything."""
    settings.MEDIA_ROOT = told
    client.force_login(User.objects.get(username="admin"))
    pages = list(Page.objects.exact_type(*KINDS).live().specific())
    assert {type(page) for page in pages} == set(KINDS)
    return pages


def test_no_kind_of_page_may_stand_just_anywhere():
    kinds = {model for model in get_page_models() if model is not Page}
    assert kinds >= set(KINDS)
    assert [kind.__name__ for kind in kinds if "parent_page_types" not in vars(kind)] == []


@pytest.mark.parametrize("child", KINDS, ids=lambda model: model.__name__)
def test_a_page_stands_where_it_belongs_and_nowhere_else(child):
    case = WagtailPageTestCase()
    for parent in [Page, *KINDS]:
        if child in CHILDREN.get(parent, set()):
            case.assertCanCreateAt(parent, child)
        else:
            case.assertCanNotCreateAt(parent, child)


def test_every_page_of_the_demo_can_be_read(client, demo):
    client.logout()
    for page in demo:
        html = client.get(page.url).content.decode()
        assert html.count("<h1") == 1, page
        assert levels_skipped(html) == [], page


def levels_skipped(html):
    """Headings that stand more than one level below the one before."""
    levels = [int(piece[0]) for piece in html.split("<h")[1:] if piece[0] in "123456"]
    return [(above, below) for above, below in zip(levels, levels[1:], strict=False) if below > above + 1]


def test_a_skipped_level_is_seen():
    assert levels_skipped("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>") == []
    assert levels_skipped("<h1>a</h1><h3>b</h3>") == [(1, 3)]


def test_every_page_of_the_demo_is_kept_as_it_is_by_the_editor(client, demo):
    """Whatever the demo says can be written in the editor: nothing is refused, and nothing is lost on the way."""
    for page in demo:
        if type(page) not in EDITABLE:
            continue
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = editor_data(page, client.get(edit).content.decode())
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        assert client.post(preview, data).json() == {"is_valid": True, "is_available": True}, page
        assert client.get(preview).status_code == 200, page
        before = words_of(page)
        response = client.post(edit, data | {"action-publish": "action-publish"})
        assert response.status_code == 302, page
        after = Page.objects.get(pk=page.pk).specific
        assert after.latest_revision_id != page.latest_revision_id, page
        assert words_of(after) == before


@pytest.mark.parametrize(("slug", "field"), [("bli-med", "receipt"), ("eksempel-turstier", "introduction")])
def test_links_in_the_texts_of_a_page_are_checked_when_it_is_published_and_not_before(client, demo, slug, field):
    page = Page.objects.get(slug=slug, locale__language_code="nb").specific
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = editor_data(page, client.get(edit).content.decode())
    data |= {field: rich_text('<p>Vil du vite mer? <a href="https://example.org/">Les mer</a></p>', features=["link"])}
    response = client.post(edit, data | {"action-publish": "action-publish"})
    assert response.status_code == 200
    assert "«Les mer»" in str(response.context["form"].errors[field])
    assert client.post(edit, data).status_code == 302


def words_of(page):
    """What a reader sees of a body; the editor gives every paragraph a key of its own."""
    body = getattr(page, "body", None)
    return re.sub(r' data-block-key="\w+"', "", body.render_as_block()) if body else ""
