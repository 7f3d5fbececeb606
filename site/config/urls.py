"""The whole URL map. Wagtail's pages come last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home.routing import serve_page
from home.views import search
from outbox.health import say_health
from panel_pages.declining import say_no_thanks

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("dokumenter/", include(wagtaildocs_urls)),
    path("min-deltakelse/", include("panel_pages.participation.urls")),
    path("medlem/", include("members.urls")),
    path("healthz", say_health),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("", include("home.urls")),
    path("", include("blog.urls")),
]

if settings.DEBUG:
    urlpatterns += [
        path("dev/mail/", include("outbox.development_urls")),
        *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    ]

# A language is an address (decision 0011): /nn/… and /en/…, and bokmål without a prefix.
urlpatterns += i18n_patterns(
    path("sok/", search, name="search"),
    path("svar/", include("panel_pages.answering_urls")),
    path("min-deltakelse/", include("panel_pages.participation.asking_urls")),
    path("nei-takk/<str:link>/", say_no_thanks, name="no_thanks"),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
