"""What production insists on, and what a log line never shows."""

import base64
import importlib
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpResponse
from gunicorn.config import Config

from config.logs import MaskLinks, mask
from config.middleware import ADMIN_POLICY, PUBLIC_POLICY, ContentSecurityPolicyMiddleware
from config.weblog import MaskingLogger

ROOT = Path(__file__).resolve().parents[3]
LINK = "42.Qm9zdGVyLW9nLXZlbm5lcg"
ADDRESS = "kari.nordmann+panel@example.org"
PRODUCTION = {
    "SECRET_KEY": "s" * 60,
    "PANEL_SECRET": "p" * 60,
    "SURVEY_BOX_PUBLIC_KEY": base64.b64encode(bytes(32)).decode(),
    "SITE_URL": "https://panel.example.org",
    "DATABASE_URL": "postgres://panel@127.0.0.1:1/panel",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "panel@example.org",
    "PANEL_REPLY_TO": "panel@example.org",
}


def run_python(code, **environment):
    """Run `code` in a Python of its own under production settings."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "site",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def production(monkeypatch):
    """The production settings, loaded with everything they ask for."""
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SURVEY_BOX_PRIVATE_KEYS", raising=False)
    sys.modules.pop("config.settings.production", None)
    yield importlib.import_module("config.settings.production")
    sys.modules.pop("config.settings.production", None)


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_stops_when_a_variable_is_missing(name, monkeypatch):
    for other, value in PRODUCTION.items():
        monkeypatch.setenv(other, value)
    monkeypatch.delenv(name)
    sys.modules.pop("config.settings.production", None)
    with pytest.raises(Exception, match=f"^{name} is not set"):
        importlib.import_module("config.settings.production")


def test_every_variable_of_production_stands_in_the_readme():
    code = (ROOT / "site/config/settings/production.py").read_text()
    names = {part.split('"')[1] for part in code.replace("listed(", "required(").split("required(")[1:] if '"' in part}
    names |= {part.split('"')[1] for part in code.split("os.environ.get(")[1:] if part.startswith('"')}
    readme = (ROOT / "README.md").read_text()
    assert {name for name in names if name.isupper() and f"`{name}`" not in readme} == set()


def test_production_is_strict(production):
    assert production.DEBUG is False
    assert production.DEMO_IS_ALLOWED is False
    assert production.ALLOWED_HOSTS == ["panel.example.org"]
    assert production.SESSION_COOKIE_SECURE and production.CSRF_COOKIE_SECURE
    assert production.SECURE_SSL_REDIRECT
    assert production.SECURE_HSTS_SECONDS >= 31536000
    assert production.SECURE_REFERRER_POLICY == "same-origin"
    assert "ManifestStaticFilesStorage" in production.STORAGES["staticfiles"]["BACKEND"]


def test_production_has_no_private_key_unless_it_is_the_worker(production):
    assert production.SURVEY_BOX_PRIVATE_KEYS == []


def test_postgresql_gets_its_app_and_norwegian_search(production):
    assert "django.contrib.postgres" in production.INSTALLED_APPS
    assert production.WAGTAILSEARCH_BACKENDS["default"]["SEARCH_CONFIG"] == "norwegian"


def test_sqlite_forgets_what_is_deleted():
    from config.settings.base import database

    options = database("sqlite:///panel.sqlite3")["OPTIONS"]
    assert "secure_delete=ON" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_web_refuses_to_start_with_a_private_key():
    key = base64.b64encode(bytes(range(32))).decode()
    done = run_python("import config.wsgi", **PRODUCTION, SURVEY_BOX_PRIVATE_KEYS=key)
    assert done.returncode != 0
    assert "SURVEY_BOX_PRIVATE_KEYS" in done.stderr
    assert key not in done.stderr


def test_web_starts_without_a_private_key():
    done = run_python("import config.wsgi", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_the_command_line_and_the_server_default_to_production():
    for door in ("manage.py", "site/config/wsgi.py"):
        assert 'setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")' in (ROOT / door).read_text()


def test_the_admin_asks_nobody_outside():
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None


@pytest.mark.parametrize("path", ["/", "/nyheter/", "/svar/1.abc/", "/administrasjon/"])
def test_public_pages_have_the_strict_policy(rf, path):
    response = ContentSecurityPolicyMiddleware(lambda request: HttpResponse())(rf.get(path))
    assert response["Content-Security-Policy"] == PUBLIC_POLICY
    assert "unsafe" not in PUBLIC_POLICY and "http" not in PUBLIC_POLICY and "*" not in PUBLIC_POLICY


def test_only_the_admin_may_run_inline_scripts(rf):
    response = ContentSecurityPolicyMiddleware(lambda request: HttpResponse())(rf.get("/admin/pages/"))
    assert response["Content-Security-Policy"] == ADMIN_POLICY
    assert "http" not in ADMIN_POLICY and "*" not in ADMIN_POLICY


def test_log_line_shows_neither_link_nor_address():
    line = mask(f"GET /svar/{LINK}/ from <{ADDRESS}>")
    assert LINK not in line and ADDRESS not in line
    assert line == "GET /svar/[link]/ from <[address]>"


def test_log_line_keeps_what_is_nobodys_secret():
    assert mask("Version 8.0.1 at 12.30, 45 of 407") == "Version 8.0.1 at 12.30, 45 of 407"


def write_record(*, args, exception=None):
    """The text a handler with our filter writes for one record."""
    error = None
    if exception is not None:
        try:
            raise exception
        except type(exception) as raised:
            error = (type(raised), raised, raised.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed for %s", args, error)
    assert MaskLinks().filter(record)
    return logging.Formatter().format(record)


def test_arguments_of_a_log_line_are_masked():
    text = write_record(args=(f"/svar/{LINK}/",))
    assert LINK not in text and "[link]" in text


def test_tracebacks_are_masked():
    text = write_record(args=("x",), exception=ValueError(f"no row for {LINK} of {ADDRESS}"))
    assert LINK not in text and ADDRESS not in text
    assert "ValueError" in text


def test_the_access_log_masks_links_and_keeps_no_visitor():
    configuration = {}
    exec((ROOT / "gunicorn.conf.py").read_text(), configuration)  # noqa: S102 - our own file
    assert configuration["logger_class"] == "config.weblog.MaskingLogger"
    assert not {"%(h)s", "%(a)s", "%(f)s", "%(u)s"} & set(configuration["access_log_format"].replace('"', " ").split())


def test_a_line_of_the_access_log_has_no_link_and_no_visitor_whatever_is_asked_of_it(tmp_path):
    file = tmp_path / "access.log"
    configuration = Config()
    configuration.set("accesslog", str(file))
    configuration.set("access_log_format", '"%(r)s" %(s)s %(b)s %(M)sms %(h)s %(a)s %(f)s %({cookie}i)s %(U)s')
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"/svar/{LINK}/?q=x", "PATH_INFO": f"/svar/{LINK}/",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Browser", "HTTP_REFERER": "x",
    }  # fmt: skip
    response = SimpleNamespace(status="302 Found", sent=12, headers=[])
    request = SimpleNamespace(headers=[("COOKIE", "sessionid=x")])
    MaskingLogger(configuration).access(response, request, environ, timedelta(milliseconds=1500))
    assert file.read_text() == '"GET /svar/[link]/?q=x HTTP/1.1" 302 12 1500ms - - - - -\n'


def test_every_logger_goes_through_the_mask():
    handlers = settings.LOGGING["handlers"].values()
    assert all("mask" in handler["filters"] for handler in handlers)
    code = (
        "import django, logging; django.setup()\n"
        "loggers = [logging.root, *map(logging.getLogger, list(logging.root.manager.loggerDict))]\n"
        "for logger in loggers:\n"
        "    for handler in logger.handlers:\n"
        "        if isinstance(handler, logging.NullHandler): continue\n"
        "        if not any(type(found).__name__ == 'MaskLinks' for found in handler.filters): print(logger.name, handler)\n"
        "logging.getLogger('django.server').info('GET /svar/%s/', '42.Qm9zdGVyLW9nLXZlbm5lcg')\n"
    )
    for mode in ("production", "development"):
        done = run_python(code, **PRODUCTION, DJANGO_SETTINGS_MODULE=f"config.settings.{mode}")
        assert (done.stdout, done.stderr) == ("", "GET /svar/[link]/\n")


def test_further_host_names_come_beside_the_sites_own(production, monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "www.example.org, old.example.org")
    again = importlib.reload(production)
    assert again.ALLOWED_HOSTS == ["panel.example.org", "www.example.org", "old.example.org"]


@pytest.mark.parametrize("extension", ["html", "svg", "js", "xml"])
def test_no_file_that_browsers_run_can_be_uploaded(extension):
    assert extension not in settings.WAGTAILDOCS_EXTENSIONS + settings.WAGTAILIMAGES_EXTENSIONS
