"""Full addresses are those of SITE_URL."""

import pytest
from wagtail.models import Site

from home.site_address import fit_site_address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site_url", "root_url"),
    [
        ("https://panel.example.org", "https://panel.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://panel.example.org", "http://panel.example.org"),
    ],
)
def test_full_addresses_follow_the_environment(settings, home_page, site_url, root_url):
    settings.SITE_URL = site_url
    fit_site_address()
    assert home_page.full_url == root_url + "/"


@pytest.mark.django_db
def test_other_sites_are_left_alone(settings, home_page):
    other = Site.objects.create(hostname="other.example.org", root_page=home_page)
    settings.SITE_URL = "https://panel.example.org"
    fit_site_address()
    other.refresh_from_db()
    assert other.hostname == "other.example.org"
