"""Narrowing the list of news by topic and year."""

from datetime import date

import pytest
from django.utils.translation import gettext as _

from blog.listing import select
from blog.models import POSTS_PER_PAGE, BlogPage

from .builders import make_index, make_post, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts():
    """Three posts over two years and two topics."""
    return {
        "web 2019": make_post(title="Web 2019", date=date(2019, 9, 30), topics=["Web"]),
        "web 2020": make_post(title="Web 2020", date=date(2020, 2, 1), topics=["Web", "Climate"]),
        "climate 2019": make_post(title="Climate 2019", date=date(2019, 10, 1), topics=["Climate"]),
    }


def titles(**chosen):
    return [post.title for post in select(BlogPage.objects.published(), **chosen).posts]


def test_a_topic_and_a_year_narrow_the_list_together(posts):
    assert titles(topic="web") == ["Web 2020", "Web 2019"]
    assert titles(year="2019") == ["Climate 2019", "Web 2019"]
    assert titles(topic="web", year="2019") == ["Web 2019"]


@pytest.mark.parametrize(
    "chosen", [{}, {"topic": "unknown"}, {"year": "1814"}, {"year": "²"}, {"topic": "", "year": ""}]
)
def test_what_we_do_not_know_narrows_nothing(posts, chosen):
    selection = select(BlogPage.objects.published(), **chosen)
    assert len(selection.posts) == 3
    assert not selection.is_narrowed


def test_each_choice_tells_how_many_posts_wait_there(posts):
    selection = select(BlogPage.objects.published(), topic="climate")
    assert [(choice.label, choice.count, choice.is_chosen) for choice in selection.topics] == [
        ("", 3, False),
        ("Climate", 2, True),
        ("Web", 2, False),
    ]
    assert [(choice.label, choice.count, choice.query) for choice in selection.years] == [
        ("", 2, "?tema=climate"),
        ("2020", 1, "?tema=climate&aar=2020"),
        ("2019", 1, "?tema=climate&aar=2019"),
    ]


def test_a_topic_without_published_posts_is_not_offered(posts):
    make_topic("Empty")
    make_post(is_published=False, topics=["Draft"])
    labels = [choice.label for choice in select(BlogPage.objects.published()).topics]
    assert labels == ["", "Climate", "Web"]


def test_a_narrowed_list_says_so_and_leads_back(client, home_page, posts):
    index = make_index()
    page = client.get(index.url, {"tema": "web", "aar": "2019"}).content.decode()
    assert "Web 2019" in page and "Climate 2019" not in page and "Web 2020" not in page
    assert _("Show all news") in page
    assert f'<link rel="canonical" href="{index.full_url}">' in page
    assert _("Show all news") not in client.get(index.url).content.decode()


def test_pages_of_a_narrowed_list_stay_narrowed(client, home_page):
    for day in range(1, POSTS_PER_PAGE + 2):
        make_post(date=date(2019, 1, day), topics=["Web"])
    make_post(date=date(2020, 1, 1), topics=["Climate"])
    index = make_index()
    page = client.get(index.url, {"tema": "web"}).content.decode()
    assert f'href="{index.url}?tema=web&amp;side=2"' in page
    second = client.get(index.url, {"tema": "web", "side": "2"}).content.decode()
    assert f'href="{index.url}?tema=web"' in second
    assert f'<link rel="canonical" href="{index.full_url}?side=2">' in second


def test_narrowing_costs_the_same_for_many_posts(client, home_page, posts, django_assert_max_num_queries):
    index, costs = make_index(), []
    for _round in range(2):
        for number in range(3):
            make_post(date=date(2015 + number, 1, 1), topics=[f"Topic {number}", "Web"])
        client.get(index.url, {"tema": "web"})
        with django_assert_max_num_queries(14) as queries:
            client.get(index.url, {"tema": "web"})
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_related_posts_are_about_the_same_first(asked_page, home_page):
    asked_page.save_revision().publish()
    newest = make_post(title="Newest", date=date(2021, 1, 1))
    same_topic = make_post(title="Same topic", date=date(2018, 1, 1), topics=["Web"])
    same_survey = make_post(title="Same survey", date=date(2017, 1, 1), about_page=asked_page)
    post = make_post(title="The post", date=date(2020, 1, 1), topics=["Web"], about_page=asked_page)
    assert list(BlogPage.objects.published().nearest_to(post, post.topics.all())) == [same_survey, same_topic, newest]


def test_a_post_about_nothing_is_near_to_no_other_about_nothing(client, home_page):
    other, post = make_post(), make_post()
    assert [near.nearness for near in BlogPage.objects.published().nearest_to(post, [])] == [0]
    page = client.get(post.url).content.decode()
    assert _("More news") in page and other.title in page
    assert _("More about this") not in page
