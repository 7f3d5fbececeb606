"""The addresses of pages: plain letters, whoever writes them; those that stand are left alone."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import get_page_models

from blog.models import Topic
from home.slugs import PlainAddress, formatters, plain_slug
from panel_pages.models import InformationPage
from panel_pages.tests.builders import make_asked_page
from panel_pages.tests.editing import editor_data
from staff.models import User

pytestmark = pytest.mark.any_database
WORDS = [
    ("Nå spør vi om Bærum", "na-spor-vi-om-baerum"),
    ("ÆØÅ", "aeoa"),
    ("A\u030aret pa\u030a «café»", "aret-pa-cafe"),
    ("Mánnu ja đŋŧ", "mannu-ja-dnt"),
    ("Straße", "strasse"),
    ("plain-2_b", "plain-2_b"),
    ("Ω", ""),
]


@pytest.fixture
def home_page(db):
    return make_asked_page().get_parent()


@pytest.fixture
def editor(client, db):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    return client


def add(parent, **kwargs):
    return parent.add_child(instance=InformationPage(**kwargs))


def sent(editor, page, **changes):
    """The answer to what the editor's browser sends for `page`."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = editor.get(address).content.decode()
    return editor.post(address, editor_data(page, html) | {"action-publish": "1"} | changes)


@pytest.mark.parametrize(("text", "slug"), WORDS)
def test_every_norwegian_letter_has_a_plain_one_in_its_place(text, slug):
    assert plain_slug(text) == slug


@pytest.mark.parametrize(("text", "slug"), [words for words in WORDS if "\u030a" not in words[0]])
def test_the_editors_script_makes_the_same_of_letters(text, slug):
    for letters, plain, _flags in formatters():
        text = re.sub(letters, plain, text, flags=re.IGNORECASE)
    assert plain_slug(text) == slug
    assert all(letter.isascii() for letter in text if letter.isalpha()) or slug == ""


def test_every_kind_of_page_has_a_plain_address():
    ours = [model for model in get_page_models() if not model.__module__.startswith("wagtail.")]
    assert [model.__name__ for model in ours if not issubclass(model, PlainAddress)] == []


def test_a_page_without_an_address_gets_one_of_its_title_that_no_page_beside_it_has(home_page):
    assert add(home_page, title="Ærlig på øra").slug == "aerlig-pa-ora"
    assert add(home_page, title="Ærlig på øra").slug == "aerlig-pa-ora-2"


def test_an_address_that_is_typed_becomes_plain(editor, home_page):
    page = add(home_page, title="Om oss", slug="om-oss")
    assert sent(editor, page, slug="Så-ærlig-er-Østerås").status_code == 302
    page.refresh_from_db()
    assert page.slug == "sa-aerlig-er-osteras"


def test_an_address_that_another_page_has_when_it_is_plain_is_refused_beside_the_field(editor, home_page):
    add(home_page, title="På", slug="pa")
    page = add(home_page, title="Om oss", slug="om-oss")
    assert "slug" in sent(editor, page, slug="på").context["form"].errors
    page.refresh_from_db()
    assert page.slug == "om-oss"


def test_an_address_that_stands_is_kept_until_it_is_changed(editor, home_page):
    page = add(home_page, title="Om oss", slug="på-tur")
    sent(editor, page, title="Om oss alle")
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Om oss alle", "på-tur")
    sent(editor, page, slug="på-vei")
    page.refresh_from_db()
    assert page.slug == "pa-vei"


@pytest.mark.parametrize(("slug", "is_plain"), [("om-oss", True), ("på-tur", False)])
def test_the_script_leaves_an_address_that_stands_alone(editor, home_page, slug, is_plain):
    page = add(home_page, title="Om oss", slug=slug)
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    attrs = (
        response.context["form"]["slug"].build_widget_attrs({}) | response.context["form"].fields["slug"].widget.attrs
    )
    assert (json.loads(attrs.get("data-w-slug-formatters-value", "[]")) != []) == is_plain
    assert str(attrs["data-w-slug-allow-unicode-value"]) == str(not is_plain)


def test_a_copy_gets_a_plain_address(editor, home_page):
    page = add(home_page, title="Om oss", slug="på-tur")
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert editor.get(address).context["form"]["new_slug"].value() == "pa-tur"
    asked = {"new_title": "Om oss", "new_slug": "på-ny-tur", "new_parent_page": home_page.pk}
    assert editor.post(address, asked).status_code == 302
    assert InformationPage.objects.exclude(pk=page.pk).get().slug == "pa-ny-tur"


def test_topics_have_plain_addresses_too(editor):
    add_topic = reverse("wagtailsnippets_blog_topic:add")
    assert editor.post(add_topic, {"name": "Miljø", "slug": "miljø"}).status_code == 302
    assert Topic.objects.get().slug == "miljo"
