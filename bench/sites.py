"""The sites we measure: each a folder, an environment, a gunicorn with two sync workers and a database of its own."""

import base64
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from deploy.postgres import find_free_port

from .client import ask
from .machine import children_of, family_cpu
from .scenario import HEADERS, Request

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2


class Site:
    """One site behind gunicorn on a port of this machine."""

    def __init__(self, name, folder, environment, arguments):
        self.name, self.folder, self.arguments = name, folder, arguments
        self.port = find_free_port()
        self.address = ("127.0.0.1", self.port)
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
        self.environment = {**inherited, **environment}
        self.process = None
        self.data = {}

    def run(self, *arguments, **kwargs):
        """Run Python in the site's folder; its output."""
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, **kwargs,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{self.name}: {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")
        return done.stdout

    def count_sql(self, requests):
        """How many queries each of `requests` costs, asked one after the other of one process."""
        wanted = json.dumps([[r.method, r.path, {**HEADERS, **r.headers}, r.body.decode(), r.status] for r in requests])
        return json.loads(self.run(ROOT / "bench" / "count_sql.py", input=wanted).splitlines()[-1])

    @contextmanager
    def served(self, log):
        """Serve the site; what it writes goes to the file `log`."""
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS)]
        with open(log, "w") as output:
            self.process = subprocess.Popen(
                [*command, *self.arguments], cwd=self.folder, env=self.environment, stdout=output, stderr=output
            )
        try:
            self.wait(log)
            yield self
        finally:
            self.process.terminate()
            self.process.wait(30)

    def wait(self, log):
        """Until the site answers."""
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                ask(self.address, Request("/"))
            except OSError:
                time.sleep(0.2)
            else:
                return
        sys.exit(f"{self.name} does not answer:\n{Path(log).read_text()}")

    @property
    def workers(self):
        """The process ids of gunicorn's workers."""
        return children_of(self.process.pid)

    def cpu(self):
        """CPU seconds of gunicorn and its workers."""
        return family_cpu(self.process.pid)


def panel(database_url, folder):
    """This project under its production settings."""
    from nacl.public import PrivateKey

    key = PrivateKey.generate()
    site = Site("panel", ROOT, {}, [])
    site.environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DATABASE_URL": database_url,
        "SITE_URL": f"https://127.0.0.1:{site.port}",
        "BEHIND_TLS_PROXY": "1",
        "SECRET_KEY": "bench-secret-key-" + "s" * 40,
        "PANEL_SECRET": "bench-panel-secret-" + "p" * 40,
        "SURVEY_BOX_PUBLIC_KEY": base64.b64encode(bytes(key.public_key)).decode(),
        "EMAIL_HOST": "127.0.0.1",
        "MAIL_DOMAINS": "example.org",
        "DEFAULT_FROM_EMAIL": "panel@example.org",
        "PANEL_REPLY_TO": "panel@example.org",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }
    site.run("manage.py", "migrate", "--verbosity", "0")
    site.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    site.data = json.loads(site.run("bench/seed.py").splitlines()[-1])
    return site
