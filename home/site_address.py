"""The address of the site in Wagtail follows SITE_URL, so that full addresses in feeds and sitemaps are true."""

from urllib.parse import urlsplit

from django.conf import settings

STANDARD_PORTS = {"http": 80, "https": 443}


def fit_site_address(**kwargs):
    """Give the default site the host and port of SITE_URL; called after every migrate."""
    from wagtail.models import Site

    address = urlsplit(settings.SITE_URL)
    port = address.port or STANDARD_PORTS[address.scheme]
    Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port).update(
        hostname=address.hostname, port=port
    )
    Site.clear_site_root_paths_cache()
