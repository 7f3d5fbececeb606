"""The browser journey: what development has, served as in production (no DEBUG, gunicorn, real SMTP)."""

import os
from datetime import timedelta

from .development import *

DEBUG = False
WHITENOISE_USE_FINDERS = True
SURVEY_GRACE_PERIOD = timedelta(seconds=1)
EMAIL_BACKEND = "outbox.mail_server.EmailBackend"
MAIL_ONLY_TO = ["example.org"]
EMAIL_HOST = os.environ["EMAIL_HOST"]
EMAIL_PORT = int(os.environ["EMAIL_PORT"])
EMAIL_TIMEOUT = 10
MEDIA_ROOT = os.environ["MEDIA_ROOT"]
IMPORT_FOLDER = os.environ["MEDIA_ROOT"] + "-imports"
EXPORT_FOLDER = os.environ["MEDIA_ROOT"] + "-exports"
OUTBOX_PAUSE_SECONDS = 0.2
# Whoever presses «Save» while the editor saves by itself asks for the same new page twice, and one of the two is answered with
# an error (seen once on a busy machine). The journey saves by hand.
WAGTAIL_AUTOSAVE_INTERVAL = 0
