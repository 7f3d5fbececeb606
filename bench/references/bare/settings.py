"""The bare site for the bench: what `wagtail start` wrote, without DEBUG, on PostgreSQL."""

import os

import dj_database_url

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "bench-" + "b" * 50
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [*INSTALLED_APPS, "pages", "django.contrib.postgres"]  # noqa: F405
DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)}
