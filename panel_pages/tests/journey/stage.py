"""Everything the journey runs against: a fresh database, web and worker as processes of their own, a post office."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nacl.encoding
import nacl.public

from outbox.tests.smtp import free_port

ROOT = Path(__file__).resolve().parents[3]
WORKER_DEADLINE = 60


class Stage:
    """Start with `opened(...)`; `url` is the site's address, `post` the post office, `log()` what the web server wrote."""

    def __init__(self, folder, database_url, post):
        self.folder, self.post = folder, post
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        key = nacl.public.PrivateKey.generate()
        encode = nacl.encoding.Base64Encoder
        self.web_environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.journey",
            "DATABASE_URL": database_url,
            "SECRET_KEY": "journey-secret-key-" + "k" * 40,
            "PANEL_SECRET": "journey-panel-secret-" + "p" * 40,
            "SURVEY_BOX_PUBLIC_KEY": key.public_key.encode(encode).decode(),
            "SITE_URL": self.url,
            "EMAIL_HOST": post.host,
            "EMAIL_PORT": str(post.port),
            "MEDIA_ROOT": str(folder / "media"),
        }
        self.web_environment.pop("SURVEY_BOX_PRIVATE_KEYS", None)
        self.worker_environment = {**self.web_environment, "SURVEY_BOX_PRIVATE_KEYS": key.encode(encode).decode()}
        self.processes = []

    def manage(self, *arguments):
        """Run a management command to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.worker_environment, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, name, command, environment):
        """Start a process whose output goes to a file of its own."""
        output = (self.folder / f"{name}.log").open("a")
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        self.processes.append((name, process, output))

    def start_web(self):
        """gunicorn, ready when it answers; asked for a page that makes it remember nothing."""
        self.start(
            "web",
            [
                sys.executable, "-m", "gunicorn",
                "--bind", f"127.0.0.1:{self.port}",
            ],
            self.web_environment,
        )  # fmt: skip
        until = time.monotonic() + WORKER_DEADLINE
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.url + "/robots.txt", timeout=5).close()  # noqa: S310
                return
        raise AssertionError("The web server did not answer:\n" + self.log("web"))

    def restart_web(self):
        """The same site at the same address, by a process that remembers nothing of before."""
        self.stop(next(started for started in self.processes if started[0] == "web"))
        self.start_web()

    def start_worker(self):
        """The one worker command, with the private key in its environment."""
        self.start("worker", [sys.executable, "manage.py", "worker"], self.worker_environment)

    def log(self, name):
        """What the process `name` has written so far."""
        return (self.folder / f"{name}.log").read_text()

    def close(self):
        """Stop every process, the newest first."""
        for started in reversed(self.processes.copy()):
            self.stop(started)

    def stop(self, started):
        """Stop one process, politely first."""
        _name, process, output = started
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)
        output.close()
        self.processes.remove(started)
