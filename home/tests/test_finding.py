"""Being found: search, feeds, sitemap, robots, and what is told to those who share a page."""

import xml.etree.ElementTree as ElementTree
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from blog.tests.builders import make_index, make_post
from members.tests.builders import make_member
from panel_pages.tests.builders import make_survey

ATOM = "{http://www.w3.org/2005/Atom}"


def parse(response):
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


@pytest.mark.django_db
def test_search_finds_published_pages_and_no_draft_member_or_answer(client):
    make_post(title="Lekeplasser i Sandvika", lead="Husker og sklier")
    make_post(title="Hemmelig lekeplass", is_published=False)
    member = make_member(email="lekeplass@example.org")
    html = client.get("/sok/", {"q": "sklier"}).content.decode()
    assert "Lekeplasser i Sandvika" in html
    html = client.get("/sok/", {"q": "lekeplass"}).content.decode()
    assert "Hemmelig" not in html
    assert member.email not in html


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "finnesikke", "\x00", "😀", "x" * 5000, "'\"; --", "* OR (", "<b>"])
def test_odd_searches_get_a_page(client, home_page, words):
    response = client.get("/sok/", {"q": words})
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nyheter.atom", "/nyheter.rss"])
def test_feeds_hold_published_posts_only(client, path):
    make_post(title="Published post")
    make_post(title="Draft post", is_published=False)
    response = client.get(path)
    text = response.content.decode()
    parse(response)
    assert "Published post" in text
    assert "Draft post" not in text


@pytest.mark.django_db
def test_an_entry_keeps_its_id_when_its_address_changes(client):
    post = make_post(title="A post")
    before = parse(client.get("/nyheter.atom")).find(f"{ATOM}entry/{ATOM}id").text
    post.slug = "moved"
    post.save_revision().publish()
    assert parse(client.get("/nyheter.atom")).find(f"{ATOM}entry/{ATOM}id").text == before


@pytest.mark.django_db
def test_the_sitemap_lists_live_pages_and_no_personal_one(client):
    make_index()
    survey = make_survey(title="Live")
    draft = make_survey(title="Draft", is_published=False)
    text = client.get("/sitemap.xml").content.decode()
    assert survey.full_url in text
    assert draft.slug not in text
    assert "/svar/" not in text


@pytest.mark.django_db
def test_robots_are_kept_out_of_personal_pages(client, home_page):
    text = client.get("/robots.txt").content.decode()
    for path in ("/svar/", "/medlem/", "/min-deltakelse/", "/nn/min-deltakelse/", "/admin/"):
        assert f"Disallow: {path}" in text
    assert "sitemap.xml" in text


@pytest.mark.django_db
def test_a_shared_page_tells_its_title_and_one_address(client):
    post = make_post(title="A post", lead="What it is about")
    html = client.get(post.url + "?utm=1").content.decode()
    assert f'<link rel="canonical" href="{post.full_url}">' in html
    assert '<meta property="og:title" content="A post">' in html
    assert '<meta property="og:description" content="What it is about">' in html


def test_the_manifest_names_icons_that_are_there(client):
    response = client.get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert manifest["lang"] == "nb" and manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        if icon["type"] == "image/png":
            with Image.open(file) as picture:
                assert "{}x{}".format(*picture.size) == icon["sizes"]
    assert "maskable" in {icon.get("purpose") for icon in manifest["icons"]}


@pytest.mark.django_db
def test_every_page_has_an_icon_for_all_who_ask(client, home_page):
    html = client.get(home_page.url).content.decode()
    for name in ("icon.svg", "icon-32.png", "icon-180.png"):
        assert f"/static/img/{name}" in html
        assert finders.find(f"img/{name}")
    response = client.get("/favicon.ico")
    assert response.status_code == 302 and response.url == "/static/img/icon-32.png"


def test_the_card_has_the_size_it_says():
    with open(finders.find("img/card.png"), "rb") as file, Image.open(BytesIO(file.read())) as card:
        assert card.size == (1200, 630)


@pytest.mark.django_db
def test_a_page_without_a_description_claims_none(client, asked_page):
    asked_page.save_revision().publish()
    html = client.get(asked_page.url).content.decode()
    assert 'name="description"' not in html and "og:description" not in html
