"""Django's deployment check under the production settings, with values that are good for nothing else."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "PANEL_SECRET": secrets.token_urlsafe(50),
    "SURVEY_BOX_PUBLIC_KEY": "j0DFrbaPJWJK5bIU6nZ6bslNgp09e14a0bpvPiE4KF8=",
    "SITE_URL": "https://panel.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "panel@example.org",
    "PANEL_REPLY_TO": "panel@example.org",
}

if __name__ == "__main__":
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **ENVIRONMENT}).returncode)
