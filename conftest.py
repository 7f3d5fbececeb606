"""What the tests of every room need."""

import gc
import socket
from datetime import timedelta

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from wagtail.models import Site

from home.kept import forget
from home.models import HomePage
from panel_pages.models import AskedPage
from surveys.questionnaire import questionnaire
from surveys.versions import load_version

skipped = []

# A slow machine is no fault of the code, and what failed is printed, not kept in a folder.
hypothesis.settings.register_profile("panel", deadline=None, database=None, print_blob=True)
hypothesis.settings.load_profile("panel")


@pytest.fixture(autouse=True)
def stay_on_this_machine(monkeypatch):
    """A test that reaches for another machine fails."""
    connect = socket.socket.connect

    def connect_nearby(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)


@pytest.fixture(autouse=True)
def forget_what_processes_keep():
    """A rolled back row's number comes again, so nothing kept by number may outlive a test, and no request's language."""
    yield
    translation.deactivate()
    cache.clear()
    Site.clear_site_root_paths_cache()
    load_version.cache_clear()
    questionnaire.cache_clear()
    forget()


@pytest.fixture
def memory_of_production(settings):
    """What a web process remembers in production, it remembers here."""
    settings.PAGES_KEPT_FOR = timedelta(seconds=10)


@pytest.fixture(autouse=True)
def media_of_its_own(settings, tmp_path):
    """Uploaded files land in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IMPORT_FOLDER = tmp_path / "imports"
    settings.EXPORT_FOLDER = tmp_path / "exports"


@pytest.fixture
def home_page(db):
    """The front page that the migrations put on a fresh database."""
    return HomePage.objects.get()


@pytest.fixture
def asked_page(home_page):
    """«What we have asked», published below the front page."""
    return home_page.add_child(instance=AskedPage(title="Dette har vi spurt om", slug="dette-har-vi-spurt-om"))


def goes_by_database(item):
    """Whether a test may go differently on another database: one that asks none, or asks what any answers alike, does not."""
    is_marked = any(item.get_closest_marker(name) for name in ("django_db", "journey"))
    asks = is_marked or bool({"db", "transactional_db"} & set(item.fixturenames))
    return asks and not item.get_closest_marker("any_database")


def pytest_collection_modifyitems(config, items):
    """Tests about PostgreSQL's own memory are for PostgreSQL alone; those any database would pass run beside SQLite."""
    if connection.vendor == "postgresql":
        others = [item for item in items if not goes_by_database(item)]
    else:
        others = [item for item in items if item.get_closest_marker("postgresql")]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


def pytest_collection_finish(session):
    """Leave what has been imported out of every collection of garbage: a sixth of the time tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def pytest_runtest_logreport(report):
    if report.skipped:
        skipped.append(report.nodeid)


def pytest_sessionfinish(session):
    """A skipped test proves nothing, so it counts as a failure."""
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if skipped:
        terminalreporter.write_line(f"Skipped, which counts as failed: {', '.join(skipped)}")
