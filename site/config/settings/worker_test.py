"""The worker as the tests start it: real SMTP, the lease of a killed worker over at once, the tests' kinds of mail."""

from datetime import timedelta

from .test import *

EMAIL_BACKEND = "outbox.mail_server.EmailBackend"
MAIL_ONLY_TO = ["example.org"]
EMAIL_HOST = os.environ["EMAIL_HOST"]
EMAIL_PORT = int(os.environ["EMAIL_PORT"])
SURVEY_BOX_PRIVATE_KEYS = [key for key in os.environ["SURVEY_BOX_PRIVATE_KEYS"].split(",") if key]
OUTBOX_LEASE = timedelta(seconds=float(os.environ.get("OUTBOX_LEASE_SECONDS", "300")))
OUTBOX_PAUSE_SECONDS = 0.1
OUTBOX_FIRST_PAUSE_SECONDS = float(os.environ.get("OUTBOX_FIRST_PAUSE_SECONDS", "60"))
EMAIL_TIMEOUT = float(os.environ.get("EMAIL_TIMEOUT", "10"))
IMPORT_FOLDER = os.environ.get("IMPORT_FOLDER", IMPORT_FOLDER)
INSTALLED_APPS = [*INSTALLED_APPS, "outbox.tests"]
