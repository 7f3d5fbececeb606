"""A laptop: the base, loosened. Secrets come from var/secrets/, made by `make run` and kept out of git."""

import os
from datetime import timedelta

from .base import *

DEBUG = True
DEMO_IS_ALLOWED = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SITE_URL = WAGTAILADMIN_BASE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECRET_KEY = os.environ["SECRET_KEY"]
PANEL_SECRET = os.environ["PANEL_SECRET"]
SURVEY_BOX_PUBLIC_KEY = os.environ["SURVEY_BOX_PUBLIC_KEY"]
SURVEY_BOX_PRIVATE_KEYS = [key for key in os.environ.get("SURVEY_BOX_PRIVATE_KEYS", "").split(",") if key]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'panel.sqlite3'}")}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]
WAGTAILSEARCH_BACKENDS = search_backend(DATABASES["default"])

# Whoever writes a template or a test wants to see the change at once.
PAGES_KEPT_FOR = timedelta(0)

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0

# Mails are composed, queued and sent; "sent" here means a folder that /dev/mail/ shows.
EMAIL_BACKEND = "outbox.development.MailFolderBackend"
MAIL_FOLDER = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "Innbyggerpanelet <panel@example.org>"
PANEL_REPLY_TO = "panel@example.org"
MAIL_DOMAINS = ["example.org"]
if os.environ.get("EMAIL_HOST"):
    EMAIL_BACKEND = "outbox.mail_server.EmailBackend"
    EMAIL_HOST = os.environ["EMAIL_HOST"]
    EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
    # Real mail from a laptop reaches those it names and nobody else.
    MAIL_ONLY_TO = [name.strip() for name in os.environ.get("MAIL_ONLY_TO", "").split(",") if name.strip()]
