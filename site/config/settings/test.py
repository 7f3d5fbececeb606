"""Tests: development without the laptop. Fixed secrets, fast hashing, a database file or DATABASE_URL."""

import base64
import os

TEST_PRIVATE_KEY = base64.b64encode(bytes(range(32))).decode()
os.environ.setdefault("SECRET_KEY", "test-secret-key-that-is-long-enough-for-the-checks")
os.environ.setdefault("PANEL_SECRET", "test-panel-secret-that-is-long-enough-for-the-checks")
os.environ.setdefault("SURVEY_BOX_PUBLIC_KEY", "j0DFrbaPJWJK5bIU6nZ6bslNgp09e14a0bpvPiE4KF8=")

from .development import *

DEBUG = False
SURVEY_BOX_PRIVATE_KEYS = [TEST_PRIVATE_KEY]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]

ERASURES_FILE = VAR_DIR / "test-erasures.txt"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: tests where two connections meet need the locks of a real database.
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
