"""Feeds that a strict reader accepts: the rules of RFC 4287 for Atom, and those of RSS 2.0."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from blog.feeds import NEWEST
from blog.models import BlogPage

from .builders import make_index, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 3339, as RFC 4287 section 3.3 wants it.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# RFC 4287 section 4.1.1 and 4.1.2: exactly one; at most one.
ONE_IN_FEED, MOST_ONE_IN_FEED = ("id", "title", "updated"), ("generator", "icon", "logo", "rights", "subtitle")
ONE_IN_ENTRY, MOST_ONE_IN_ENTRY = ("id", "title", "updated"), ("content", "published", "rights", "source", "summary")


@pytest.fixture
def posts(home_page):
    """Posts with all that is hard to write in XML."""
    unsigned = make_post(title="Unsigned", date=date(2019, 5, 1))
    BlogPage.objects.filter(pk=unsigned.pk).update(author=None, last_published_at=None)
    return [
        unsigned,
        make_post(title="<b>Bold</b> & «æøå»", lead="]]> 😀 <script>", topics=["Web & more"]),
        make_post(title="Pasted\x0b\x00text"[:6] + "\x0b", slug="pasted", lead="A\x1fB"),
    ]


def parse(response):
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


def count(element, names):
    return {name: len(element.findall(ATOM + name)) for name in names}


def is_absolute(address):
    return urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).netloc)


def check_texts(element):
    """Text constructs are plain text or escaped HTML."""
    for name in ("title", "subtitle", "summary"):
        for text in element.findall(ATOM + name):
            assert text.get("type", "text") in ("text", "html")
            assert len(text) == 0


def check_atom(feed):
    """The rules of RFC 4287 for a feed whose entries have no content of their own."""
    assert feed.tag == ATOM + "feed"
    assert count(feed, ONE_IN_FEED) == dict.fromkeys(ONE_IN_FEED, 1)
    assert max(count(feed, MOST_ONE_IN_FEED).values()) <= 1
    assert is_absolute(feed.find(ATOM + "id").text)
    check_texts(feed)
    links = feed.findall(ATOM + "link")
    kinds = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in links]
    assert len(set(kinds)) == len(kinds) and ("self", None, None) in kinds
    assert all(is_absolute(link.get("href")) for link in links)
    entries = feed.findall(ATOM + "entry")
    for entry in entries:
        check_entry(entry, feed)
    ids = [entry.find(ATOM + "id").text for entry in entries]
    assert len(set(ids)) == len(ids)
    return entries


def check_entry(entry, feed):
    assert count(entry, ONE_IN_ENTRY) == dict.fromkeys(ONE_IN_ENTRY, 1)
    assert max(count(entry, MOST_ONE_IN_ENTRY).values()) <= 1
    assert UUID(entry.find(ATOM + "id").text.removeprefix("urn:uuid:"))
    check_texts(entry)
    (link,) = entry.findall(ATOM + "link")
    assert link.get("rel") == "alternate" and is_absolute(link.get("href"))
    signed = entry.findall(ATOM + "author") or feed.findall(ATOM + "author")
    assert all(author.find(ATOM + "name").text for author in signed) and signed
    for name in ("updated", "published"):
        for moment in entry.findall(ATOM + name):
            assert MOMENT.fullmatch(moment.text)
    published, updated = (datetime.fromisoformat(entry.find(ATOM + name).text) for name in ("published", "updated"))
    assert published <= updated
    assert all(category.get("term") for category in entry.findall(ATOM + "category"))


def test_the_atom_feed_keeps_the_rules(client, posts):
    entries = check_atom(parse(client.get("/nyheter.atom")))
    assert len(entries) == 3
    titles = {entry.find(ATOM + "title").text for entry in entries}
    assert {"<b>Bold</b> & «æøå»", "Unsigned", "Pasted"} == titles


def test_an_empty_atom_feed_keeps_the_rules(client, home_page):
    assert check_atom(parse(client.get("/nyheter.atom"))) == []
    make_index()
    assert check_atom(parse(client.get("/nyheter.atom"))) == []


def test_a_feed_that_breaks_a_rule_is_seen(client, posts):
    feed = parse(client.get("/nyheter.atom"))
    entry = feed.find(ATOM + "entry")
    entry.remove(entry.find(ATOM + "updated"))
    with pytest.raises(AssertionError):
        check_atom(feed)


def test_the_rss_feed_keeps_the_rules(client, posts):
    feed = parse(client.get("/nyheter.rss"))
    assert feed.tag == "rss" and feed.get("version") == "2.0"
    (channel,) = feed
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1 and channel.find(name).text
    assert is_absolute(channel.find("link").text)
    parsedate_to_datetime(channel.find("lastBuildDate").text)
    own = channel.find(ATOM + "link")
    assert own.get("rel") == "self" and own.get("href").endswith("/nyheter.rss")
    items = channel.findall("item")
    assert len(items) == 3
    for item in items:
        assert item.find("title").text and item.find("description").text
        assert is_absolute(item.find("link").text)
        assert parsedate_to_datetime(item.find("pubDate").text).tzinfo
        assert item.find("guid").get("isPermaLink") == "false" and item.find("guid").text.startswith("urn:uuid:")


def test_feeds_hold_the_newest_in_a_constant_number_of_queries(client, home_page, django_assert_max_num_queries):
    costs = []
    for _round in range(2):
        for number in range(3):
            make_post(topics=[f"Topic {number}"])
        client.get("/nyheter.atom")
        with django_assert_max_num_queries(10) as queries:
            client.get("/nyheter.atom")
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert NEWEST == 20


@pytest.mark.parametrize(
    ("path", "kind"), [("/nyheter.atom", "application/atom+xml"), ("/nyheter.rss", "application/rss+xml")]
)
def test_a_feed_says_what_it_is(client, home_page, path, kind):
    assert client.get(path).headers["Content-Type"].startswith(kind)
