"""Somebody who asks for too much is told when to come back."""

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.too_many import too_many_requests

SENTENCE = (
    "Many attempts have come from your network in a short time, so we have to wait. Nothing was stored. "
    "Try again in %(minutes)s minute{}."
)


@pytest.mark.parametrize(
    ("seconds", "header", "minutes"), [(0, "1", 1), (59.2, "60", 1), (61, "61", 2), (3600, "3600", 60)]
)
def test_page_and_header_tell_when_to_come_back(seconds, header, minutes):
    response = too_many_requests(RequestFactory().post("/"), seconds)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == header
    page = response.content.decode()
    assert ngettext(SENTENCE.format(""), SENTENCE.format("s"), minutes) % {"minutes": minutes} in page
    assert _("Wait a little") in page


def test_the_refusal_is_nobody_elses():
    response = too_many_requests(RequestFactory().get("/"), 60)
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert '<meta name="robots" content="noindex' in response.content.decode()
