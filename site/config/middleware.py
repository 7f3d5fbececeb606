"""What holds for every request and response of the site."""

from django.core.exceptions import BadRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# Wagtail's admin has inline scripts and styles without nonces, so it gets a policy of its own.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)


class ContentSecurityPolicyMiddleware:
    """Give every response a Content-Security-Policy: strict for residents, Wagtail's needs for the admin."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path.startswith("/admin/") else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class LanguageByAddressMiddleware(LocaleMiddleware):
    """The language is in the address and nowhere else, so that one address is one page for everyone.

    Django's own middleware also says `Vary: Accept-Language`, as if a browser's wish could change the page.
    """

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class RefuseOddEncodings:
    """Refuse a form that says it is written in anything but UTF-8.

    No browser does that to a page in UTF-8. Some encodings can write half of a surrogate pair, which can neither be
    stored nor shown back in the form. Django refuses them itself except in multipart forms.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.encoding and request.encoding.lower() not in ("utf-8", "utf8"):
            raise BadRequest("Forms are written in UTF-8.")
        return self.get_response(request)
