"""Which pages a process keeps, for whom, for how long, and what is never kept."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from wagtail.models import Locale, Page

from blog.tests.builders import make_index, make_post
from config import page_cache
from config.page_cache import MOST_PAGES, KeptPages
from home import kept
from panel_pages.models import AskedPage, EnrolmentPage
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import invite, make_staff, make_survey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_of_production")]


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)` moves the time of the process and of the site."""
    passed, now, monotonic = [0.0], timezone.now(), kept.monotonic()
    for module in (kept, page_cache):
        monkeypatch.setattr(module, "monotonic", lambda: monotonic + passed[0])
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(seconds=passed[0]))

    def move(seconds):
        passed[0] += seconds

    return move


@pytest.fixture
def post():
    return make_post(title="First title")


def rename_elsewhere(page, title):
    """Change the page as another process would, so that this one does not know."""
    Page.objects.filter(pk=page.pk).update(title=title)


def is_kept(client, url, **headers):
    """Whether a second visit is answered without making the page again, and alike."""
    first, second = client.get(url, **headers), client.get(url, **headers)
    assert first.content == second.content
    assert first.has_header("Age") == second.has_header("Age")
    return second.has_header("Age")


# Kept


def test_a_page_is_made_once_for_many_visitors(post, django_assert_num_queries):
    first = Client().get(post.url)
    with django_assert_num_queries(0):
        second = Client().get(post.url)
    assert second.content == first.content
    assert b"First title" in second.content
    assert {**second.headers} == {**first.headers}


def test_front_page_lists_and_surveys_are_kept(client, home_page, post):
    survey = make_survey()
    for page in (home_page, make_index(), AskedPage.objects.get(), survey, post):
        assert is_kept(client, page.url)


def test_a_kept_page_has_all_that_the_server_says_about_it(client, post):
    plain = client.get(post.url + "?not-kept")
    client.get(post.url)
    headers = client.get(post.url).headers
    ours = {"Age", "Cache-Control", "ETag", "Vary", "Content-Length"}
    for name in {*plain.headers, *headers} - ours:
        assert headers[name] == plain.headers[name]
    assert "Content-Security-Policy" in headers and "X-Frame-Options" in headers


def test_after_ten_seconds_every_process_shows_the_new_page(client, post, clock):
    client.get(post.url)
    rename_elsewhere(post, "Second title")
    clock(9.9)
    assert b"First title" in client.get(post.url).content
    clock(0.1)
    assert b"Second title" in client.get(post.url).content


# Forgotten


def test_publishing_is_seen_at_once(client, post):
    client.get(post.url)
    post.title = "Second title"
    post.save_revision().publish()
    assert b"Second title" in client.get(post.url).content


def test_an_unpublished_page_is_gone_at_once(client, post):
    client.get(post.url)
    post.unpublish()
    assert client.get(post.url).status_code == 404


def test_whatever_an_employee_sends_makes_the_process_forget(client, post):
    client.get(post.url)
    rename_elsewhere(post, "Second title")
    employee = Client()
    employee.force_login(make_staff())
    employee.get(reverse("wagtailadmin_home"))
    assert b"First title" in client.get(post.url).content
    employee.post(reverse("wagtailadmin_logout"))
    assert b"Second title" in client.get(post.url).content


def test_what_a_resident_sends_makes_nobody_forget(client, post):
    client.get(post.url)
    rename_elsewhere(post, "Second title")
    client.post("/finnes-ikke/")
    assert b"First title" in client.get(post.url).content


def test_a_page_put_behind_a_password_is_closed_at_once(client, post):
    client.get(post.url)
    post.view_restrictions.create(restriction_type="password", password="hemmelig")
    assert b"First title" not in client.get(post.url).content


# Surveys open and close by the clock


def is_open(client, survey):
    return 'data-state="open"' in client.get(survey.url).content.decode()


def test_a_survey_closes_on_the_second(client, clock):
    survey = make_survey(closes_at=timezone.now() + timedelta(seconds=4))
    assert is_open(client, survey)
    clock(3.9)
    assert is_open(client, survey)
    clock(0.1)
    assert not is_open(client, survey)


def test_a_survey_opens_on_the_second(client, clock):
    survey = make_survey(opens_at=timezone.now() + timedelta(seconds=4))
    assert not is_open(client, survey)
    clock(4)
    assert is_open(client, survey)


@pytest.mark.parametrize("path", ["/", "/asked/"])
def test_lists_follow_the_clock_too(client, home_page, clock, path):
    make_survey(closes_at=timezone.now() + timedelta(seconds=4))
    assert b'data-state="open"' in client.get(path).content
    clock(4)
    assert b'data-state="open"' not in client.get(path).content


def test_a_proxy_is_told_how_long_the_page_holds(client, post, clock):
    assert client.get(post.url)["Cache-Control"] == "public, max-age=0, s-maxage=10"
    clock(3.5)
    assert client.get(post.url)["Age"] == "3"
    survey = make_survey(closes_at=timezone.now() + timedelta(seconds=4))
    assert client.get(survey.url)["Cache-Control"] == "public, max-age=0, s-maxage=4"


# Never kept


def test_an_employee_is_neither_answered_from_the_shelf_nor_put_on_it(client, post):
    assert not post.view_restrictions.exists()
    employee = Client()
    employee.force_login(make_staff())
    response = employee.get(post.url)
    assert response["Cache-Control"] == "private, no-store"
    assert not response.has_header("Age")
    client.get(post.url)
    rename_elsewhere(post, "Second title")
    assert b"Second title" in employee.get(post.url).content
    assert b"First title" in client.get(post.url).content


def test_a_session_that_has_ended_is_still_no_visitors(client, post):
    client.get(post.url)
    guest = Client()
    guest.cookies["sessionid"] = SessionStore().session_key or "ended"
    assert not guest.get(post.url).has_header("Age")


def test_a_preview_is_not_kept(post):
    employee = Client()
    employee.force_login(make_staff("wagtailcore.change_page"))
    preview = employee.get(reverse("wagtailadmin_pages:view_draft", args=[post.pk]))
    assert not preview.has_header("Age")
    assert "public" not in preview.headers.get("Cache-Control", "")


def test_a_private_page_is_not_kept(client, post):
    post.view_restrictions.create(restriction_type="password", password="hemmelig")
    assert not is_kept_at_all(client, post.url)


def is_kept_at_all(client, url):
    """Whether anything that was answered at `url` has been put on the shelf."""
    client.get(url)
    return client.get(url).has_header("Age")


def test_a_page_with_a_form_is_not_kept(client, home_page):
    page = home_page.add_child(instance=EnrolmentPage(title="Join", slug="join", lead="Live here?"))
    assert not is_kept_at_all(client, page.url)
    assert "no-store" in client.get(page.url)["Cache-Control"]
    assert not is_kept_at_all(client, form_url(invite(make_survey())))


def test_an_answer_to_a_post_is_not_kept_and_none_comes_from_the_shelf(client, post):
    client.get(post.url)
    assert not client.post(post.url).has_header("Age")
    survey = make_survey()
    client.get(survey.url)
    assert client.post(survey.url).status_code == 405


def test_an_address_with_a_question_is_not_kept(client, post):
    assert is_kept(client, post.url)
    assert not is_kept_at_all(client, post.url + "?side=2")
    assert not is_kept_at_all(client, "/sok/?q=panelet")


@pytest.mark.parametrize("path", ["/finnes-ikke/", "/nyheter", "/admin/"])
def test_only_what_was_found_is_kept(client, post, path):
    assert client.get(path).status_code in (301, 302, 404)
    assert not is_kept_at_all(client, path)


def test_two_languages_never_mix(client, home_page, post):
    english = home_page.copy_for_translation(Locale.objects.create(language_code="en"))
    english.save_revision().publish()
    with translation.override("en"):
        address = english.url
    assert address == "/en/"
    for _visit in range(2):
        assert b'lang="nb"' in client.get("/", headers={"accept-language": "en"}).content
        assert b'lang="en"' in client.get(address, headers={"accept-language": "nb"}).content


def test_each_host_has_its_own_pages(client, post):
    client.get(post.url, headers={"host": "panel.example.org"})
    rename_elsewhere(post, "Second title")
    assert b"First title" in client.get(post.url, headers={"host": "panel.example.org"}).content
    other = client.get(post.url, headers={"host": "other.example.org"}).content
    assert b"Second title" in other and b"panel.example.org" not in other


def test_a_host_that_is_not_ours_gets_nothing(client, post, settings):
    client.get(post.url)
    settings.ALLOWED_HOSTS = ["panel.example.org"]
    assert client.get(post.url, headers={"host": "evil.example.org"}).status_code == 400


def test_each_scheme_has_its_own_pages(client, post):
    assert b'content="http://testserver/static/img/card' in client.get(post.url).content
    assert b'content="https://testserver/static/img/card' in client.get(post.url, secure=True).content


def answer_with(rf, make_response, **headers):
    """The headers of two answers of the middleware around a view of one's own."""
    middleware = KeptPages(lambda request: make_response())
    return [middleware(rf.get("/", **headers)) for _visit in range(2)]


def with_cookie():
    response = HttpResponse("for one visitor")
    response.set_cookie("csrftoken", "secret")
    return response


def with_vary():
    response = HttpResponse("by cookie")
    patch_vary_headers(response, ["Cookie"])
    return response


@pytest.mark.parametrize(
    "make_response",
    [
        with_cookie,
        with_vary,
        lambda: HttpResponse("said so", headers={"Cache-Control": "private"}),
        lambda: HttpResponse("missing", status=404),
        lambda: HttpResponse("stored", status=201),
        lambda: HttpResponse("x" * (page_cache.LARGEST_PAGE + 1)),
        lambda: StreamingHttpResponse([b"a file"]),
    ],
)
def test_what_is_not_for_everyone_is_not_kept(rf, make_response):
    assert [answer.has_header("Age") for answer in answer_with(rf, make_response)] == [False, False]


def test_a_request_with_a_login_in_its_header_is_never_answered_from_the_shelf(rf):
    assert answer_with(rf, lambda: HttpResponse("for everyone"))[1].has_header("Age")
    assert not answer_with(rf, lambda: HttpResponse("for one"), headers={"authorization": "Basic x"})[1].has_header(
        "Age"
    )


def test_the_shelf_has_an_end(rf):
    middleware = KeptPages(lambda request: HttpResponse(request.path))
    for number in range(3 * MOST_PAGES):
        assert middleware(rf.get(f"/{number}/")).content == f"/{number}/".encode()
    assert len(page_cache.pages._things) <= MOST_PAGES


def test_where_nothing_may_be_remembered_nothing_is(client, post, settings):
    settings.PAGES_KEPT_FOR = timedelta(0)
    assert not is_kept_at_all(client, post.url)
