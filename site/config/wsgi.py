"""The web server's door. It defaults to production."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from config.no_web_api import kept_out

with kept_out():
    application = get_wsgi_application()

if settings.SURVEY_BOX_PRIVATE_KEYS:
    # A web process that can open the box breaks the promise made to residents (docs/decisions/0003).
    raise ImproperlyConfigured("The web process must not have SURVEY_BOX_PRIVATE_KEYS; give it to the worker only.")
