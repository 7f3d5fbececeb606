"""One real server with every page on it, and windows that complain about what a page must not do."""

import json
import subprocess
import sys

import pytest
from django.utils import translation

from panel_pages.tests.journey.stage import ROOT

from .looking import DESK


@pytest.fixture(autouse=True)
def bokmaal():
    """The site speaks bokmål, and so do the words we look for."""
    with translation.override("nb"):
        yield


@pytest.fixture(scope="session")
def paths(stage):
    """{name: address} of everything there is to look at."""
    found = set_up(stage, "scenery")
    # It was filled by another process, and the web server may remember lists from before that.
    stage.restart_web()
    return found


@pytest.fixture(scope="session")
def links(stage):
    """{name: address} of surveys: one with every type of question, and one of every kind."""
    return set_up(stage, "survey_scenery")


def set_up(stage, scenery):
    """{name: address} of what a module of this folder sets up, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"from panel_pages.tests.look.{scenery} import main; main()"],
        cwd=ROOT, env=stage.worker_environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def send_pictures(context, stage):
    """Pictures that editors uploaded are another server's to send."""
    media = stage.folder / "media"
    context.route("**/media/**", lambda route: route.fulfill(path=media / route.request.url.split("/media/")[1]))


@pytest.fixture(scope="session")
def window(stage, browser):
    """One window for everything that is only looked at."""
    context = browser.new_context(base_url=stage.url, locale="nb-NO", viewport=DESK)
    send_pictures(context, stage)
    yield context
    context.close()


@pytest.fixture
def page(stage, window):
    """A page that complains about other hosts and about anything in the console but its own status."""
    page = window.new_page()
    complaints = []
    page.on("request", lambda request: request.url.startswith(stage.url) or complaints.append(request.url))
    page.on("console", lambda message: is_complaint(page, message) and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def is_complaint(page, message):
    """Chromium's console counts a page's own 404 or 422 as an error; those are what we asked for."""
    return message.type == "error" and message.location["url"] != page.url
