"""How a kept page is sent: without its body, not a second time, and compressed where that tells nobody anything."""

import gzip

import pytest

from blog.tests.builders import make_post
from config import page_cache
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import invite, make_survey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_of_production")]


@pytest.fixture
def post():
    return make_post(title="First title")


def test_head_is_answered_like_get_without_the_body(client, post):
    whole = client.get(post.url)
    head = client.head(post.url)
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))
    assert head["ETag"] == whole["ETag"]


def test_head_alone_keeps_nothing(client, post):
    client.head(post.url)
    assert page_cache.pages._things == {}


def test_a_browser_that_has_the_page_gets_no_second_copy(client, post):
    tag = client.get(post.url)["ETag"]
    again = client.get(post.url, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    post.title = "Second title"
    post.save_revision().publish()
    assert client.get(post.url, headers={"if-none-match": tag}).status_code == 200


def test_a_kept_page_is_compressed_for_those_who_can_read_it(client, post):
    plain = client.get(post.url)
    zipped = client.get(post.url, headers={"accept-encoding": "gzip, deflate"})
    assert zipped["Content-Encoding"] == "gzip"
    assert int(zipped["Content-Length"]) == len(zipped.content) < len(plain.content) / 2
    assert gzip.decompress(zipped.content) == plain.content
    assert not plain.has_header("Content-Encoding")
    assert plain["Vary"] == zipped["Vary"] == "Accept-Encoding"


def test_a_page_with_a_token_is_not_compressed(client, home_page):
    # The length of a compressed page tells what is in it, a guess at a time.
    response = client.get(form_url(invite(make_survey())), headers={"accept-encoding": "gzip"})
    assert b"csrfmiddlewaretoken" in response.content
    assert not response.has_header("Content-Encoding")
