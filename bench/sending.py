"""Asking 100,000 members, on PostgreSQL that keeps what it commits: the look at the audience, queueing, sending, watching.

`python -m bench.sending` makes a database of its own and takes some three minutes. Sending is measured beside plain
`smtplib` that sends the same mails, ready-made, over one connection to the same server, in turns within the same run. The
worker writes each of them first, and marks it durably before and after. The moments are those at which the server
took the mails, so nobody's start counts.
"""

import contextlib
import os
import signal
import smtplib
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

from deploy.postgres import find_free_port, serve

from .machine import memory_of
from .register_at_scale import Peak, add_people, measure, say

ROOT = Path(__file__).resolve().parents[1]
MEMBERS = 100_000
ROUNDS = 3
FIRST, LAST = 100, 1_600


@contextlib.contextmanager
def mail_server(*arguments):
    """A mail server of its own, as a process whose first line has been its port."""
    command = [sys.executable, "-m", "bench.mail_server", str(FIRST), str(LAST), *arguments]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    server.port = int(server.stdout.readline())
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def rate(server):
    """Mails a second between the first and the last one that count; waits for them."""
    first, last = float(server.stdout.readline()), float(server.stdout.readline())
    return (LAST - FIRST) / (last - first)


def ready_made(number):
    """[(address, bytes)] of the next mails in line, as the worker would write them."""
    from outbox.models import Message
    from outbox.sending import build

    rows = Message.objects.due(timezone_now()).order_by("priority", "id")[:number]
    mails = [build(row) for row in rows]
    return [(mail.to[0], mail.message().as_bytes(linesep="\r\n")) for mail in mails]


def timezone_now():
    from django.utils import timezone

    return timezone.now()


def send_plainly(mails, *arguments):
    """The rate of smtplib."""
    with mail_server(*arguments) as server:
        watch = Watch(server)
        with smtplib.SMTP("127.0.0.1", server.port) as connection:
            for address, content in mails:
                connection.sendmail("panel@example.org", [address], content)
        return watch.rate()


class Watch:
    """Reads what a server says in the background, so that it never has to wait."""

    def __init__(self, server):
        self.thread = threading.Thread(target=self.look, args=[server])
        self.thread.start()

    def look(self, server):
        self.found = rate(server)

    def rate(self):
        self.thread.join()
        return self.found


def send_with_workers(number, url, *arguments):
    """The rate of so many workers together, and the most memory one of them had, in MiB."""
    with mail_server(*arguments) as server:
        environment = {
            **os.environ, "DATABASE_URL": url, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port),
            "DJANGO_SETTINGS_MODULE": "config.settings.worker_test",
        }  # fmt: skip
        command = [sys.executable, "manage.py", "worker"]
        workers = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(number)]
        found = rate(server)
        memory = max(memory_of(worker.pid)["rss"] for worker in workers)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        for worker in workers:
            worker.wait()
    return found, memory


def compare(url, name, *arguments):
    """One worker and two beside smtplib, in turns."""
    mails = ready_made(LAST)
    rows = []
    for _ in range(ROUNDS):
        plain = send_plainly(mails, *arguments)
        one, memory = send_with_workers(1, url, *arguments)
        two, _memory = send_with_workers(2, url, *arguments)
        rows.append((plain, one, two, one / plain, two / one, memory))
    plain, one, two, to_plain, to_one, memory = (statistics.median(column) for column in zip(*rows, strict=True))
    say(f"sending, {name}", f"smtplib {plain:.0f}/s  one worker {one:.0f}/s ({to_plain:.2f})  "
        f"two {two:.0f}/s ({to_one:.2f} of one)  {memory:.0f} MiB")  # fmt: skip


def look(client, page, audience):
    """The counts at the desk, from the functions and as the page shows them."""
    from invitations.audiences import look_at, may_be_asked
    from invitations.rules import EVERYBODY, read

    today = timezone_now().date()
    for name, tree in (("everybody", EVERYBODY), ("rules", read(audience.rules))):
        for what, do in (
            ("count", lambda tree=tree: may_be_asked(tree, asking=page.asking, today=today).count()),
            ("preview", lambda tree=tree: look_at(tree, asking=page.asking, today=today)),
        ):
            median, slowest, _cpu, queries = measure(do)
            say(f"audience, {name}: {what}", f"{median:7.1f} ms  slowest {slowest:7.1f} ms  {queries} SQL")
    for name, question in (("everybody", ""), ("rules", f"?audience={audience.pk}")):
        path = f"/admin/undersokelser/{page.pk}/utvalg/{question}"
        median, slowest, _cpu, queries = measure(lambda path=path: client.get(path, secure=True).content)
        say(f"audience page, {name}", f"{median:7.1f} ms  slowest {slowest:7.1f} ms  {queries} SQL")


def queue(page):
    """Send off to everybody; the mailing."""
    from invitations.drafts import draft
    from invitations.sending_off import send_off

    mailing = draft("invitation", asking=page.asking, by=None)
    with Peak() as peak:
        start = time.perf_counter()
        mailing = send_off(mailing, by=None, now=timezone_now())
        seconds = time.perf_counter() - start
    say(f"queueing {mailing.count}", f"{seconds:.1f} s  +{peak.grown:.0f} MiB")
    return mailing


def watch(client, name, mailing):
    """The mailing's page and the numbers it keeps asking for."""
    for what, path in (("page", ""), ("numbers", "framdrift/")):
        path = f"/admin/undersokelser/utsendinger/{mailing.pk}/{path}"
        median, slowest, _cpu, queries = measure(lambda path=path: client.get(path, secure=True).content)
        say(f"mailing, {name}: {what}", f"{median:7.1f} ms  slowest {slowest:7.1f} ms  {queries} SQL")


def seed():
    """Members, an open survey and an audience made of several rules."""
    from django.db import connection

    from invitations.models import Audience
    from members.models import Member
    from panel_pages.tests.builders import make_survey

    topic = add_people(0, MEMBERS)
    # Nobody who has left many unanswered: the worker would ask those whether to stay instead.
    Member.objects.update(recent_answers="")
    now = timezone_now()
    page = make_survey(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30))
    rules = {"how": "all", "parts": [
        {"rule": "age", "value": ["15–29", "30–44"]},
        {"rule": "topic", "value": [str(topic.pk)]},
        {"how": "none", "parts": [{"rule": "language", "value": ["en"]}, {"rule": "never_asked", "value": "no"}]},
    ]}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return page, Audience.objects.create(name="Unge med tema", rules=rules)


def main():
    """Everything, in order."""
    with tempfile.TemporaryDirectory(prefix="panel-bench-") as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "postgres").mkdir()
        with serve(Path(folder) / "postgres", find_free_port(), is_durable=True) as url:
            run(url)


def run(url):
    """On the empty database at `url`."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ |= {
        "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.worker_test", "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": "25", "SURVEY_BOX_PRIVATE_KEYS": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from staff.tests.builders import make_employee

    call_command("migrate", verbosity=0)
    client = Client()
    client.force_login(make_employee("Undersøkelsesansvarlig"))
    page, audience = seed()
    look(client, page, audience)
    mailing = queue(page)
    compare(url, "into memory")
    compare(url, "onto the disk", "--durable")
    compare(url, "one at a time", "--one-at-a-time")
    watch(client, f"{mailing.count} mails", mailing)


if __name__ == "__main__":
    main()
