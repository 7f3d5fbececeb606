"""What every test of pages needs, and the stage of those in a browser: on SQLite or, with a PostgreSQL
DATABASE_URL, on a database made for it.
"""

import os
import shutil
import urllib.parse
import uuid

import psycopg
import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright

from outbox.tests.smtp import Mailbox
from panel_pages.tests.builders import make_asked_page, make_staff
from panel_pages.tests.journey.stage import Stage
from panel_pages.tests.mailings import SEND
from staff.tests.builders import make_employee

BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
# Chromium must not talk to its maker while it tests us.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def fresh_database_url(tmp_path_factory):
    """A database that nothing has been written to yet; dropped afterwards."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('journey') / 'panel.sqlite3'}"
        return
    name = f"journey_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield urllib.parse.urlsplit(given)._replace(path=f"/{name}").geturl()
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def stage(fresh_database_url, tmp_path_factory):
    """The site with its pages and logins, no members; web, worker and post office running."""
    post = Mailbox().open()
    stage = Stage(tmp_path_factory.mktemp("stage"), fresh_database_url, post)
    try:
        stage.manage("migrate", "--verbosity", "0")
        stage.manage("demo", "--pages-only")
        stage.start_web()
        stage.start_worker()
        yield stage
    finally:
        stage.close()
        post.close()


@pytest.fixture
def owner(client):
    """A client logged in as somebody who may send mailings, and who has an address of her own."""
    client.force_login(make_staff(SEND, email="eier@example.org"))
    return client


@pytest.fixture
def half_past(monkeypatch):
    """Half past this hour, for as long as the test runs: what is counted by the hour is not counted anew in between."""
    now = timezone.now().replace(minute=30, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


@pytest.fixture(scope="session")
def browser():
    """An installed Chrome or Chromium, else the one Playwright downloaded."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def builder(client):
    """An Undersøkelsesansvarlig, logged in, where surveys can be made."""
    make_asked_page()
    user = make_employee("Undersøkelsesansvarlig")
    client.force_login(user)
    return user
