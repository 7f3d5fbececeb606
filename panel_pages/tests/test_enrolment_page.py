"""Joining, as a resident meets it: the form, the receipt, and what neither of them tells."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Enrolment, PrivacyNotice
from members.tests.builders import filled_in, make_enrolment, make_member, make_notice
from outbox.models import Message
from panel_pages.models import EnrolmentPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home_page):
    make_notice()
    return home_page.add_child(instance=EnrolmentPage(title="Join", slug="join", lead="Live here?"))


def sent_by(page, **changes):
    """What a browser sends back of the form this page shows."""
    return filled_in(notice=PrivacyNotice.objects.in_force(timezone.localdate()).pk, **changes)


def walk(page, email):
    """Load the form, send it, load the receipt: what came back and what was asked of the database."""
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        form = client.get(page.url)
        sent = client.post(page.url, sent_by(page, email=email))
        receipt = client.get(sent.url)
    answers = [
        (response.status_code, headers(response), without_what_differs(response, email))
        for response in (form, sent, receipt)
    ]
    return answers, [shape(query["sql"], email) for query in queries]


def headers(response):
    """Every header but the clock."""
    return {name: value for name, value in response.headers.items() if name != "Expires"}


def without_what_differs(response, email):
    """The body without the CSRF token and the typed address."""
    text = response.content.decode().replace(email, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "CSRF", text)


def shape(sql, email):
    """A statement without its values."""
    return re.sub(r"'[^']*'|\b\d+\b|s\d+_x\d+", "?", sql)


def test_every_step_is_word_for_word_and_query_for_query_the_same_for_a_members_address(page):
    make_member(email="member@example.org")
    make_enrolment(email="waiting@example.org")
    walk(page, "warm-up@example.org")
    answers, queries = walk(page, "nobody@example.org")
    assert len(queries) > 3
    for email in ("member@example.org", "MEMBER@example.org", "waiting@example.org"):
        assert walk(page, email) == (answers, queries)


def test_a_correct_form_is_kept_queued_once_and_leads_to_the_receipt(client, page):
    response = client.post(page.url, sent_by(page))
    assert response.status_code == 302
    receipt = client.get(response.url)
    assert receipt.status_code == 200
    assert "kari@example.org" not in receipt.content.decode()
    enrolment = Enrolment.objects.get()
    assert enrolment.notice.version == "test"
    message = Message.objects.get()
    assert (message.kind, message.subject) == ("members.confirm_enrolment", str(enrolment.pk))


def test_nobody_agrees_to_a_notice_that_was_changed_while_she_read(client, page):
    seen = filled_in(notice=PrivacyNotice.objects.get().pk)
    PrivacyNotice.objects.create(version="new", text_nb="<p>We store one thing more.</p>")
    response = client.post(page.url, seen)
    assert "We store one thing more." in response.content.decode()
    assert not Enrolment.objects.exists()
    assert client.post(page.url, sent_by(page)).status_code == 302
    assert Enrolment.objects.get().notice.version == "new"


def test_without_a_notice_in_force_nobody_can_join(client, page):
    seen = sent_by(page)
    PrivacyNotice.objects.all().delete()
    PrivacyNotice.objects.create(version="soon", text_nb="<p>-</p>", valid_from_on=timezone.localdate() + timedelta(1))
    for response in (client.get(page.url), client.post(page.url, seen)):
        assert 'name="email"' not in response.content.decode()
    assert not Enrolment.objects.exists()


def test_an_incomplete_form_comes_back_with_what_was_typed_and_stores_nothing(client, page):
    response = client.post(page.url, sent_by(page, email="kari.example.org", postal_code="", agrees=None))
    text = response.content.decode()
    assert 'value="kari.example.org"' in text
    assert 'value="1987"' in text
    assert re.search(r'<input[^>]*name="gender"[^>]*value="woman"[^>]*checked', text)
    for name in ("email", "postal_code", "agrees"):
        assert f'href="#id_{name}"' in text
    assert not Enrolment.objects.exists()
    assert not Message.objects.exists()


def test_a_code_from_outside_brings_the_extra_question_and_yes_is_enough(client, page):
    assert "lives_here_all_the_same" not in client.get(page.url).content.decode()
    assert 'name="lives_here_all_the_same"' in client.post(page.url, sent_by(page, postal_code="0150")).content.decode()
    assert client.post(page.url, sent_by(page, postal_code="0150", lives_here_all_the_same="on")).status_code == 302
    assert Enrolment.objects.get().postal_code_is_flagged


def test_a_program_gets_the_receipt_and_nothing_is_kept(client, page):
    assert client.post(page.url, sent_by(page, website="https://example.org")).status_code == 302
    assert not Enrolment.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("name", ["email", "postal_code", "birth_year", "gender", "website", "lives_here"])
@pytest.mark.parametrize("value", ["\0", "<script>alert(1)</script>", "🙂", "x" * 1_000_000])
def test_strange_input_never_breaks_the_page_and_is_never_run(client, page, name, value):
    response = client.post(page.url, sent_by(page, **{name: value}))
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        assert "<script>alert" not in response.content.decode()
        assert not Enrolment.objects.exists()


def test_more_than_a_form_can_hold_is_refused(client, page):
    assert client.post(page.url, sent_by(page, email="x" * 3_000_000)).status_code == 400


def test_the_form_is_kept_by_no_cache(client, page):
    assert {"private", "no-store"} <= set(client.get(page.url).headers["Cache-Control"].split(", "))


def test_another_site_cannot_post(page):
    assert Client(enforce_csrf_checks=True).post(page.url, filled_in()).status_code == 403
    assert not Enrolment.objects.exists()


def test_opening_the_form_asks_little_of_the_database(client, page, django_assert_max_num_queries):
    client.get(page.url)
    with django_assert_max_num_queries(12):
        client.get(page.url)


def form_for(visitor, page):
    """The page's HTML, with one word in place of the token, which is the visitor's own."""
    html = visitor.get(page.url).content.decode()
    token = re.search('name="csrfmiddlewaretoken" value="([^"]{64})"', html)[1]
    assert html.count(token) == 1
    return html.replace(token, "TOKEN"), token


@pytest.mark.usefixtures("memory_of_production")
def test_the_form_is_prepared_once_and_filled_with_the_token_of_whoever_asks(page, django_assert_num_queries):
    first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    drawn, token = form_for(first, page)
    with django_assert_num_queries(2):
        filled, other_token = form_for(second, page)
    assert filled == drawn
    assert token != other_token
    data = sent_by(page, email="kari@example.org")
    assert first.post(page.url, data | {"csrfmiddlewaretoken": token}).status_code == 302
    assert second.post(page.url, data).status_code == 403


@pytest.mark.usefixtures("memory_of_production")
def test_a_form_that_is_sent_incomplete_is_drawn_for_its_writer_alone(client, page):
    client.get(page.url)
    assert "kari@example" in client.post(page.url, sent_by(page, email="kari@example")).content.decode()
    assert "kari@example" not in client.get(page.url).content.decode()


@pytest.mark.usefixtures("memory_of_production")
def test_an_employees_own_form_is_not_shown_to_visitors(client, page, admin_user):
    Client().get(page.url)
    client.force_login(admin_user)
    assert "wagtail-userbar" in client.get(page.url).content.decode()
    assert "wagtail-userbar" not in Client().get(page.url).content.decode()


@pytest.mark.usefixtures("memory_of_production")
def test_a_changed_page_is_shown_at_once_and_each_host_has_its_own(client, page):
    client.get(page.url)
    assert (
        "://elsewhere.example.org" in client.get(page.url, headers={"host": "elsewhere.example.org"}).content.decode()
    )
    page.lead = "Move here?"
    page.save_revision().publish()
    assert "Move here?" in client.get(page.url).content.decode()
