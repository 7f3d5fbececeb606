"""Production: the base as it is, and what the environment must say. It stops when a variable is missing."""

import json
import os
from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured

from .base import *


def required(name):
    """The variable `name`, or a sentence saying that it is missing."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set; the README lists every variable. "
            "On a laptop use `make run`, or DJANGO_SETTINGS_MODULE=config.settings.development."
        )
    return value


def listed(name):
    """The comma-separated values of the variable `name`; none when it is unset."""
    return [value.strip() for value in os.environ.get(name, "").split(",") if value.strip()]


SECRET_KEY = required("SECRET_KEY")
PANEL_SECRET = required("PANEL_SECRET")
PANEL_SECRET_FALLBACKS = listed("PANEL_SECRET_FALLBACKS")
SURVEY_BOX_PUBLIC_KEY = required("SURVEY_BOX_PUBLIC_KEY")
SURVEY_BOX_PRIVATE_KEYS = listed("SURVEY_BOX_PRIVATE_KEYS")  # the worker's environment only

SITE_URL = WAGTAILADMIN_BASE_URL = required("SITE_URL").rstrip("/")
ALLOWED_HOSTS = [SITE_URL.split("//")[-1].split(":")[0], *listed("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if os.environ.get("BEHIND_TLS_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MUNICIPALITY = os.environ.get("MUNICIPALITY", MUNICIPALITY)
MUNICIPALITY_URL = os.environ.get("MUNICIPALITY_URL", MUNICIPALITY_URL)

DATABASES = {"default": database(required("DATABASE_URL"))}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]
WAGTAILSEARCH_BACKENDS = search_backend(DATABASES["default"])
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", MEDIA_ROOT)
STATIC_ROOT = os.environ.get("STATIC_ROOT", STATIC_ROOT)
IMPORT_FOLDER = os.environ.get("IMPORT_FOLDER", IMPORT_FOLDER)
EXPORT_FOLDER = os.environ.get("EXPORT_FOLDER", EXPORT_FOLDER)

SURVEYS_NEED_APPROVAL = os.environ.get("SURVEYS_NEED_APPROVAL") == "1"
ERASURES_FILE = os.environ.get("ERASURES_FILE", ERASURES_FILE)
CLIENT_ADDRESS_HEADER = os.environ.get("CLIENT_ADDRESS_HEADER", "")

# A mail service over HTTP instead of a mail server: EMAIL_BACKEND=anymail.backends.brevo.EmailBackend and its keys as
# JSON in ANYMAIL. Without it anymail need not be installed.
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", EMAIL_BACKEND)
if EMAIL_BACKEND.startswith("anymail."):
    INSTALLED_APPS = [*INSTALLED_APPS, "anymail"]
    ANYMAIL = json.loads(required("ANYMAIL"))
    EMAIL_HOST = ""
else:
    EMAIL_HOST = required("EMAIL_HOST")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
# A rehearsal of production names who may get its mail.
MAIL_ONLY_TO = listed("MAIL_ONLY_TO") or None
OUTBOX_RATE_PER_MINUTE = int(os.environ.get("OUTBOX_RATE_PER_MINUTE", "0"))
OUTBOX_LEASE = timedelta(seconds=int(os.environ.get("OUTBOX_LEASE_SECONDS", "300")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required("DEFAULT_FROM_EMAIL")
PANEL_REPLY_TO = required("PANEL_REPLY_TO")
# The site's own domain and those above it, such as baerum.kommune.no of panel.baerum.kommune.no; or those that are named.
MAIL_DOMAINS = listed("MAIL_DOMAINS") or [
    ALLOWED_HOSTS[0].split(".", number)[-1] for number in range(ALLOWED_HOSTS[0].count("."))
]
