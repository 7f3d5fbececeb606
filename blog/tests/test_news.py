"""Where news stands, what it must have, and what its pages cost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from blog.models import POSTS_PER_PAGE
from blog.templatetags.blog_tags import latest_posts

from .builders import make_index, make_picture, make_post

pytestmark = pytest.mark.django_db


def read(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_published_post_stands_on_front_page_and_index(client, home_page):
    post = make_post()
    for page in (home_page, make_index()):
        assert f'href="{post.url}"' in read(client, page)
    assert post.title in read(client, post)


def test_draft_stands_nowhere(client, home_page):
    draft = make_post(is_published=False)
    for page in (home_page, make_index(), make_post()):
        assert draft.title not in read(client, page)
    assert client.get(draft.url).status_code == 404


def test_withdrawn_post_is_gone(client, home_page):
    post = make_post()
    post.unpublish()
    assert post.title not in read(client, home_page)
    assert client.get(post.url).status_code == 404


def test_post_behind_a_password_is_in_no_list(client, home_page):
    post = make_post()
    post.view_restrictions.create(restriction_type="password", password="hemmelig")
    for page in (home_page, make_index()):
        assert post.title not in read(client, page)


def test_newest_stands_first():
    older, newer = make_post(date=date(2019, 5, 15)), make_post(date=date(2019, 9, 30))
    middle = make_post(date=date(2019, 6, 28))
    assert list(latest_posts(2)) == [newer, middle]
    assert older not in latest_posts(2)


def test_picture_must_be_described():
    post = make_post(is_published=False)
    post.full_clean()
    post.picture = make_picture()
    with pytest.raises(ValidationError) as refused:
        post.full_clean()
    assert list(refused.value.message_dict) == ["picture_alt"]
    post.picture_alt = "A grey point"
    post.full_clean()


def test_picture_of_a_post_has_its_words_and_its_size(client, home_page):
    page = read(client, make_post(picture=make_picture(), picture_alt="A grey point"))
    picture = page[page.index("<picture", page.index('class="hero-picture"')) :]
    picture = picture[: picture.index("</picture>")]
    assert 'alt="A grey point"' in picture and "width=" in picture and "height=" in picture
    # It is what the reader sees first.
    assert 'fetchpriority="high"' in picture and "lazy" not in picture


def test_unit_signs_without_a_second_name(client, home_page):
    assert "<b>The unit</b>" in read(client, make_post())


def test_post_tells_what_it_is_about_only_while_that_is_published(client, asked_page):
    asked_page.save_revision().publish()
    post = make_post(about_page=asked_page)
    link = f'<a class="arrow" href="{asked_page.url}">'
    assert link in read(client, post)
    asked_page.unpublish()
    assert link not in read(client, post)


def test_list_has_pages(client, home_page):
    posts = [make_post(date=date(2019, 1, day)) for day in range(1, POSTS_PER_PAGE + 2)]
    first, second = read(client, make_index()), client.get(make_index().url, {"side": "2"}).content.decode()
    assert posts[0].title + "<" in second and posts[0].title + "<" not in first
    assert f'href="{make_index().url}?side=2"' in first
    assert f'href="{make_index().url}"' in second
    assert client.get(make_index().url, {"side": "mange"}).status_code == 200


def test_one_page_of_news_needs_no_links_between_pages(client, home_page):
    make_post()
    assert "?side=" not in read(client, make_index())


@pytest.mark.usefixtures("memory_of_production")
@pytest.mark.parametrize(("where", "limit"), [("index", 12), ("front page", 12), ("post", 8)])
def test_pages_with_news_cost_the_same_for_many_posts(client, home_page, where, limit, django_assert_max_num_queries):
    first = make_post(picture=make_picture(), picture_alt="A point", date=date(2018, 1, 1))
    page = {"index": make_index(), "front page": home_page, "post": first}[where]
    costs = []
    for _round in range(2):
        for _post in range(4):
            make_post(picture=make_picture(), picture_alt="A point")
        address = f"{page.url}?a-page-as-just-purged"
        client.get(address)  # The first reader makes the renditions.
        with django_assert_max_num_queries(limit) as queries:
            assert client.get(address).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_empty_list_says_so(client, home_page):
    assert _("No news yet.") in read(client, make_index())
    assert not render_to_string("components/pagination.html", {"pages": None}).strip()
