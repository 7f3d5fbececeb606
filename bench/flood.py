"""A flood of forms to join, at full scale: fifty a second for a minute from two hundred source addresses.

`python deploy/postgres.py python -m bench.flood` serves the site under its production settings, with a worker and a
mail server on this machine, and meanwhile lets somebody elsewhere join every few seconds. It fails unless each of them was
a member within three seconds, no address got two mails, every refused address is forgotten, and every enrolment kept is
one whose mail was sent. It takes a quiet machine: visitors, site, worker, database and mail server share it.
"""

import base64
import collections
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.machine import family_cpu

ROOT = Path(__file__).resolve().parents[1]
# A slower flood, for a machine that others use as well: FLOOD_RATE=10.
RATE, SECONDS, SOURCES = int(os.environ.get("FLOOD_RATE", "50")), 60, 200
WITHIN_SECONDS = 3
EVERY_SECONDS = 5
DRAINED_WITHIN = 600
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# A third of the flood goes to few mailboxes again and again, a third to many, a third to those the mail server refuses.
VICTIMS, REFUSED = 50, 100


class Browser:
    """Somebody at a source address, with her cookie and the form she was shown."""

    def __init__(self, port, source):
        self.port, self.source, self.cookie, self.form = port, source, "", {}

    def ask(self, method, path, form=None):
        """(status, head, body) of one request as our proxy passes it on."""
        body = urlencode(form) if form else None
        headers = {"X-Real-IP": self.source, "X-Forwarded-Proto": "https", "Host": f"127.0.0.1:{self.port}"}
        headers |= {"Cookie": self.cookie, "Referer": f"https://127.0.0.1:{self.port}/"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookie = cookie.split(";")[0]
        return answer.status, answer.headers, text

    def open_form(self, path):
        """Look at a page, and remember what its form holds."""
        status, _head, html = self.ask("GET", path)
        if status != 200:
            sys.exit(f"GET of {urlsplit(path).path.split('/')[1]}: {status}")
        hidden = re.search(r'name="notice" value="([^"]+)"', html)
        self.form = {"csrfmiddlewaretoken": TOKEN.search(html)[1], **({"notice": hidden[1]} if hidden else {})}

    def join(self, email):
        """The status of sending the form to join."""
        details = {
            "email": email, "birth_year": "1987", "postal_code": "1338", "language": "nb", "lives_here": "on",
            "is_old_enough": "on", "agrees": "on", "website": "",
        }  # fmt: skip
        return self.ask("POST", "/bli-med/", self.form | details)[0]


class Flood:
    """So many forms a second, each sent when its time has come, whether or not the one before has been answered."""

    def __init__(self, port, addresses):
        self.browsers = [Browser(port, f"198.{18 + number // 100}.{number % 100}.7") for number in range(SOURCES)]
        self.addresses, self.statuses, self.late = addresses, collections.Counter(), 0.0

    def run(self):
        """Send all of it."""
        for browser in self.browsers:
            browser.open_form("/bli-med/")
        begun = time.monotonic()
        with ThreadPoolExecutor(64) as pool:
            for number, email in enumerate(self.addresses):
                time.sleep(max(0.0, begun + number / RATE - time.monotonic()))
                pool.submit(self.send, self.browsers[number % SOURCES], email, begun + number / RATE)
        self.seconds = time.monotonic() - begun

    def send(self, browser, email, due):
        """One form."""
        self.late = max(self.late, time.monotonic() - due)
        self.statuses[browser.join(email)] += 1


def join_elsewhere(port, post, email, source):
    """Seconds from opening the form to being a member, as fast as somebody can press."""
    begun, browser = time.monotonic(), Browser(port, source)
    browser.open_form("/bli-med/")
    if browser.join(email) != 302:
        sys.exit("Somebody elsewhere was not let in.")
    (mail, *_others) = post.wait_for_mail_to(email)
    path = urlsplit(re.search(r"https://\S+/bekreft/\S+", mail.get_body(("plain",)).get_content())[0]).path
    browser.open_form(path)
    if browser.ask("POST", path, browser.form)[0] != 200:
        sys.exit("Somebody elsewhere could not confirm.")
    return time.monotonic() - begun


def environment(port, post, folder):
    """Production, with this machine's mail server; the worker's environment has the private key as well."""
    from nacl.public import PrivateKey

    key = PrivateKey.generate()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "SITE_URL": f"https://127.0.0.1:{port}", "BEHIND_TLS_PROXY": "1", "CLIENT_ADDRESS_HEADER": "X-Real-IP",
        "SECRET_KEY": "flood-secret-key-" + "s" * 40, "PANEL_SECRET": "flood-panel-secret-" + "p" * 40,
        "SURVEY_BOX_PUBLIC_KEY": base64.b64encode(bytes(key.public_key)).decode(),
        "EMAIL_HOST": post.host, "EMAIL_PORT": str(post.port), "EMAIL_USE_TLS": "0",
        "DEFAULT_FROM_EMAIL": "panel@example.org", "PANEL_REPLY_TO": "panel@example.org",
        "MAIL_DOMAINS": "example.org",
        **{name: f"{folder}/{name.lower()}" for name in ("MEDIA_ROOT", "STATIC_ROOT", "ERASURES_FILE")},
    }  # fmt: skip


@contextmanager
def running(folder, values, name, *command):
    """A process for as long as the block runs; what it writes goes to a file."""
    with (folder / f"{name}.log").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=values, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


def manage(values, *arguments):
    """Run a management command and return the last line it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=values, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return (done.stdout.splitlines() or [""])[-1]


PREPARE = (
    "from home.models import HomePage; from panel_pages.models import EnrolmentPage; from members.models import *; "
    "PrivacyNotice.objects.get_or_create(version='flood', defaults={'text_nb': '<p>x</p>'}); "
    "HomePage.objects.get().add_child(instance=EnrolmentPage(title='Bli med', slug='bli-med', lead='x'))"
)
WAITING = "from outbox.models import Message; print(Message.objects.waiting().count())"
KEPT = "from members.models import Enrolment; print(' '.join(Enrolment.objects.values_list('email_key', flat=True)))"


def wait_until_served(port):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            Browser(port, "203.0.113.1").ask("GET", "/bli-med/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The site does not answer.")


def drain(values):
    """Wait until no mail waits; the seconds it took."""
    begun = time.monotonic()
    while manage(values, "shell", "--no-imports", "-c", WAITING) != "0":
        if time.monotonic() - begun > DRAINED_WITHIN:
            sys.exit("The mail does not come to an end.")
    return time.monotonic() - begun


def demand(promise, is_kept):
    print(f"{'kept' if is_kept else 'BROKEN':<7} {promise}", flush=True)
    return is_kept


def main():
    """Flood, join elsewhere meanwhile, wait for the mail, and look at what is left."""
    from outbox.tests.smtp import Mailbox, free_port

    chance = random.Random(1)  # noqa: S311 - invented addresses
    kinds = [lambda n: f"victim-{chance.randrange(VICTIMS)}", lambda n: f"many-{n}", lambda n: f"refused-{n % REFUSED}"]
    addresses = [f"{kinds[n % 3](n)}@example.org" for n in range(RATE * SECONDS)]
    post, port = Mailbox(), free_port()
    post.refuse = {f"refused-{n}@example.org": "550 no such mailbox" for n in range(REFUSED)}
    post.open()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        values = environment(port, post, folder)
        manage(values, "migrate", "--verbosity", "0")
        manage(values, "collectstatic", "--noinput", "--verbosity", "0")
        manage(values, "shell", "--no-imports", "-c", PREPARE)
        web = ("-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2")
        worker = ("manage.py", "worker")
        with running(folder, values, "web", *web) as served, running(folder, values, "worker", *worker) as working:
            wait_until_served(port)
            flood, took = Flood(port, addresses), []
            flooding = threading.Thread(target=flood.run)
            flooding.start()
            while flooding.is_alive():
                source = f"203.0.{len(took)}.9"
                took.append(join_elsewhere(port, post, f"kari-{len(took)}@example.org", source))
                flooding.join(EVERY_SECONDS)
            seconds = drain(values)
            cpu = {"site": family_cpu(served.pid), "worker": family_cpu(working.pid)}
        kept = set(manage(values, "shell", "--no-imports", "-c", KEPT).split())
    post.close()
    print(", ".join(f"{name} {used:.1f} s of CPU" for name, used in cpu.items()))
    report(flood, took, seconds, post, kept)


def report(flood, took, seconds, post, kept):
    """Say how it went; end with an error when a promise was broken."""
    mails = collections.Counter(post.addresses())
    rate = sum(flood.statuses.values()) / flood.seconds
    print(f"{sum(flood.statuses.values())} forms in {flood.seconds:.0f} s, {rate:.0f} a second, {dict(flood.statuses)}")
    print(f"sent {flood.late:.1f} s late at most; {len(post.received)} mails, the last {seconds:.0f} s after the flood")
    print(f"{len(took)} joined elsewhere: " + ", ".join(f"{second:.1f}" for second in took) + " s")
    flooded = set(flood.addresses)
    promises = [
        demand("the flood is as fast as it says", rate > 0.95 * RATE and set(flood.statuses) == {302}),
        demand(f"whoever is elsewhere joins within {WITHIN_SECONDS} s", max(took) < WITHIN_SECONDS),
        demand("no address gets a second mail within the hour", max(mails.values()) == 1),
        demand("every address that takes mail gets one", {a for a in flooded if a not in post.refuse} <= set(mails)),
        demand("no row is kept that no mail was sent for", kept == flooded - set(post.refuse)),
    ]
    sys.exit(not all(promises))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
