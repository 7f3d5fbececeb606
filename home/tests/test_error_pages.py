"""What a visitor meets when something is wrong. Pages without a context may not need the database."""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.utils.translation import gettext as _

WITHOUT_CONTEXT = ["400.html", "403_csrf.html", "500.html"]


@pytest.mark.parametrize("name", WITHOUT_CONTEXT)
def test_error_page_needs_neither_database_nor_context(name):
    page = get_template(name).render()
    assert page.count("<h1>") == 1
    assert 'href="/"' in page
    assert '<meta name="robots" content="noindex' in page


def test_missing_page_shows_the_way_on(client, asked_page):
    asked_page.save_revision().publish()
    response = client.get("/finnes-ikke/")
    assert response.status_code == 404
    page = response.content.decode()
    assert _("We cannot find the page") in page
    assert f'href="{asked_page.url}"' in page
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_missing_page_promises_no_page_that_is_not_there(client, home_page):
    assert _("See what we have asked") not in client.get("/finnes-ikke/").content.decode()


def test_missing_page_does_not_repeat_the_address(client, home_page):
    assert "&lt;script" not in client.get("/%3Cscript%3E/").content.decode()


def test_form_without_its_token_says_that_nothing_was_stored(db):
    response = Client(enforce_csrf_checks=True).post("/medlem/ut/feil/", {"choice": "leave"})
    assert response.status_code == 403
    assert _("The form was not sent") in response.content.decode()
