"""Who walks the journey: a resident with a telephone, in bokmål."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def bokmaal():
    """The site speaks bokmål, and so do the words we look for."""
    with translation.override("nb"):
        yield


@pytest.fixture(scope="session")
def seen():
    """What later steps need of earlier ones."""
    return {}


@pytest.fixture
def resident(stage, browser):
    """A resident's telephone, watched for requests to other hosts and for broken rules of the page's policy."""
    context = browser.new_context(base_url=stage.url, locale="nb-NO", viewport={"width": 375, "height": 800})
    page = context.new_page()
    complaints = []
    page.on("request", lambda request: request.url.startswith(stage.url) or complaints.append(request.url))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.complaints = complaints
    yield page
    context.close()
    # A refused form answers 422, which Chromium's console counts as an error.
    assert [text for text in complaints if "422" not in text and "404" not in text] == []
