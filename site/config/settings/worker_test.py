"""The worker as the tests start it: real SMTP, the lease of a killed worker over at once, the tests' kinds of mail."""

from datetime import timedelta

from .test import *

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ["EMAIL_HOST"]
EMAIL_PORT = int(os.environ["EMAIL_PORT"])
SURVEY_BOX_PRIVATE_KEYS = [key for key in os.environ["SURVEY_BOX_PRIVATE_KEYS"].split(",") if key]
OUTBOX_LEASE = timedelta(seconds=float(os.environ.get("OUTBOX_LEASE_SECONDS", "300")))
OUTBOX_PAUSE_SECONDS = 0.1
INSTALLED_APPS = [*INSTALLED_APPS, "outbox.tests"]
