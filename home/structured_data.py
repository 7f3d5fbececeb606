"""What search engines read about a page, as JSON-LD: the same facts that stand on it, and no more."""

import json

from django.utils.safestring import mark_safe

from config.municipality import publisher, site_name

# As django.utils.html.json_script does: the text can never end its own element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json_ld(data):
    """A data block. Browsers run no script of this type, so a strict Content-Security-Policy lets it stand."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def describe_site(root_url):
    """The site, for its front page."""
    return {"@type": "WebSite", "name": site_name(), "url": root_url, "inLanguage": "nb", "publisher": publisher()}
