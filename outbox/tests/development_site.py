"""The URLs of the site with the development pages on."""

from django.urls import include, path

from config.urls import urlpatterns as site

urlpatterns = [path("dev/mail/", include("outbox.development_urls")), *site]
