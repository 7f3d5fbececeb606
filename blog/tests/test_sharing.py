"""What search engines and those who share a post are told: what stands on the page, and nothing else."""

import json
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images import get_image_model

from blog.models import Author, BlogPage
from blog.pictures import SHARED_PICTURE

from .builders import make_picture, make_post

pytestmark = pytest.mark.django_db
DATA_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def data_of(client, page):
    """The one data block on a page."""
    (block,) = DATA_BLOCK.findall(client.get(page.url).content.decode())
    return json.loads(block)


def test_a_post_is_described_with_what_stands_on_it(client, home_page):
    post = make_post(title="A post", lead="What happened", date=date(2019, 9, 30))
    data = data_of(client, post)
    assert data["@type"] == "NewsArticle"
    assert (data["headline"], data["description"]) == ("A post", "What happened")
    assert data["datePublished"] == "2019-09-30"
    assert data["mainEntityOfPage"] == post.full_url
    assert data["author"]["@type"] == "Organization" and data["author"]["name"] == "The unit"
    assert data["inLanguage"] == "nb"
    assert "image" not in data and "dateModified" not in data


def test_a_person_is_described_as_a_person(client, home_page):
    person = Author.objects.create(name="Ingrid Eksempel", kind=Author.Kind.PERSON, unit="The unit")
    author = data_of(client, make_post(author=person))["author"]
    assert author["@type"] == "Person"
    assert author["affiliation"]["name"] == "The unit"


def test_the_picture_of_a_post_is_on_its_card(client, home_page):
    post = make_post(picture=make_picture(), picture_alt="A grey point")
    html = client.get(post.url).content.decode()
    card = re.search(r'<meta property="og:image" content="([^"]+)">', html)[1]
    assert card.startswith("http") and card.endswith(".jpg")
    assert data_of(client, post)["image"] == [card]
    assert '<meta property="og:image:alt" content="A grey point">' in html


def test_a_post_without_a_picture_has_the_sites_card(client, home_page):
    html = client.get(make_post().url).content.decode()
    assert 'img/card.png">' in html


def test_no_text_can_end_the_data_block(client, home_page):
    post = make_post(title="</script><script>alert(1)</script>", slug="odd")
    html = client.get(post.url).content.decode()
    assert "<script>alert" not in html
    assert data_of(client, post)["headline"] == post.title


def test_a_change_is_told_once_it_is_later_than_the_first_publishing(client, home_page):
    post = make_post()
    assert data_of(client, post).get("dateModified") is None
    assert _("changed") + " <time" not in client.get(post.url).content.decode()
    long_ago = timezone.now() - timedelta(days=9)
    BlogPage.objects.filter(pk=post.pk).update(date=long_ago.date(), first_published_at=long_ago)
    assert data_of(client, post)["dateModified"] == timezone.localdate().isoformat()
    assert _("changed") + " <time" in client.get(post.url).content.decode()


def test_the_front_page_tells_whose_site_it_is(client, home_page):
    data = data_of(client, home_page)
    assert data["@type"] == "WebSite"
    assert data["url"] == home_page.full_url
    assert data["publisher"]["name"] == "Bærum kommune"


def test_readers_never_wait_for_small_pictures(client, home_page, django_assert_max_num_queries):
    picture = make_picture()
    post = make_post(picture=picture, picture_alt="A grey point")
    made = picture.renditions.count()
    assert made
    client.get(post.url)
    client.get(post.get_parent().url)
    client.get(home_page.url)
    assert picture.renditions.count() == made


def test_every_cut_of_a_picture_keeps_its_focal_point_in_view():
    """A red spot in the corner, marked as what matters, is cut away without the mark."""
    drawing = Image.new("RGB", (1280, 1280), "white")
    drawing.paste((255, 0, 0), (0, 1100, 180, 1280))
    file = BytesIO()
    drawing.save(file, "PNG")
    picture = get_image_model().objects.create(title="Spot", file=ContentFile(file.getvalue(), name="spot.png"))

    def shows_the_spot():
        with picture.get_rendition(SHARED_PICTURE).file.open() as cut, Image.open(cut) as seen:
            return any(red > 200 and green < 60 for red, green, _blue in seen.convert("RGB").get_flattened_data())

    assert not shows_the_spot()
    picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height = (
        90,
        1190,
        180,
        180,
    )
    picture.save()
    assert shows_the_spot()
