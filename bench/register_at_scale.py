"""The register at 100,000 and 500,000 members on PostgreSQL: list, filter, search, composition, export, import.

`python deploy/postgres.py python -m bench.register_at_scale` makes a database of its own, fills it with invented people and
prints milliseconds of server time (median and slowest of eleven, one client, no web server in between) and of the
application's processor alone, which a busy machine does not lengthen, queries, and the memory that export and import add. It takes some minutes.
"""

import os
import random
import resource
import statistics
import sys
import threading
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100_000, 500_000)
TIMES = 11
IMPORTED = 100_000
FIRST_DAY = date(2019, 4, 1)
QUESTIONS = {
    "list, first page": "",
    "list, a page in the middle": "?etter=2023-01-01.1",
    "search, whole address": "?q=person77777@example.org",
    "search, beginning": "?q=person777",
    "search, nobody": "?q=finnes-ikke",
    "state": "?state=paused",
    "age and zone": "?age=15–29&zone=Lysaker–Fornebu–Snarøya",
    "gender, rare": "?gender=other",
    "answered none": "?answers=none",
    "flagged postal code": "?flagged=on",
    "place, language, topic": "?place=Rykkinn&language=nn&topic={topic}",
    "nobody fits": "?gender=other&language=en&flagged=on&state=inactive",
}


def add_people(first, count):
    """Invented members from number `first` on, spread over seven years and the whole municipality."""
    from members.models import Member, PostalCode, PrivacyNotice, Topic

    chance = random.Random(first)  # noqa: S311 - invented people
    codes = list(PostalCode.objects.filter(kind="street"))
    notice = PrivacyNotice.objects.get_or_create(version="bench", defaults={"text_nb": "x"})[0]
    topic = Topic.objects.get_or_create(name_nb="Trafikk")[0]
    states = ["active"] * 90 + ["paused"] * 5 + ["stopped"] * 3 + ["inactive"] * 2

    def people():
        for number in range(first, first + count):
            code = chance.choice(codes)
            yield Member(
                email=f"person{number}@example.org", email_key=f"person{number}@example.org", notice=notice,
                postal_code=code.code, place=code.place, zone=code.zone, state=chance.choice(states),
                postal_code_is_flagged=chance.random() < 0.002, birth_year=chance.randint(1935, 2010),
                gender=chance.choices(["woman", "man", "", "other"], [50, 40, 9, 1])[0],
                language=chance.choices(["nb", "nn", "en"], [90, 4, 6])[0],
                recent_answers="".join(chance.choice("01") for _ in range(chance.randint(0, 6))),
                joined_on=FIRST_DAY + timedelta(days=chance.randint(0, 2500)),
            )  # fmt: skip

    made = Member.objects.bulk_create(people(), batch_size=5000)
    link = Member.topics.through
    link.objects.bulk_create((link(member=row, topic=topic) for row in made if row.pk % 5 == 0), batch_size=5000)
    return topic


def measure(do):
    """(median, slowest) milliseconds of `do()`, the median of its processor's, and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    do()
    with CaptureQueriesContext(connection) as captured:
        do()
        # Counted here: the next request empties the list.
        queries = len(captured)
    seen, busy = [], []
    for _ in range(TIMES):
        start, begun = time.perf_counter(), time.process_time()
        do()
        seen.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - begun))
    return statistics.median(seen), max(seen), statistics.median(busy), queries


def say_measured(name, client, path):
    """Measure a page and say how long it took."""
    median, slowest, busy, queries = measure(lambda: client.get(path, secure=True).content)
    say(name, f"{median:7.1f} ms  slowest {slowest:7.1f} ms  CPU {busy:6.1f} ms  {queries} SQL")


class Peak:
    """The largest resident size this process has while the block runs, in MiB above what it had before."""

    def __enter__(self):
        self.before, self.top, self.stop = resident(), 0, threading.Event()
        self.watch = threading.Thread(target=self.look)
        self.watch.start()
        return self

    def look(self):
        while not self.stop.wait(0.02):
            self.top = max(self.top, resident())

    def __exit__(self, *_):
        self.stop.set()
        self.watch.join()
        self.grown = max(self.top, resident()) - self.before


def resident():
    """MiB of memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def say(name, *cells):
    print(f"{name:<34}", *cells, flush=True)


def ask_register(client, topic):
    """Every question, and the page of the panel's composition."""
    for name, question in QUESTIONS.items():
        say_measured(name, client, "/admin/register/" + question.format(topic=topic.pk))
    say_measured("composition, staff", client, "/admin/register/sammensetning/")


def export(client):
    """The whole register as CSV, read to its end."""
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    with Peak() as peak:
        start = time.perf_counter()
        answer = client.post(
            "/admin/register/eksport/", {"purpose": "bench", "delete_by_on": tomorrow, "kind": "csv"}, secure=True
        )
        lines, first = 0, None
        for line in answer.streaming_content:
            first = first or time.perf_counter() - start
            lines += line.count(b"\n")
        seconds = time.perf_counter() - start
    say("export, CSV", f"{lines} lines  {seconds:.1f} s  first byte {1000 * first:.0f} ms  +{peak.grown:.0f} MiB")


def take_over(kind):
    """A list of 100,000: dry run and import, as the worker does them."""
    from django.utils import timezone

    from members.importing import files
    from members.importing.jobs import read_lists
    from members.importing.models import ListImport
    from members.models import Enrolment

    now = timezone.now()
    item = ListImport.objects.create(
        file_id=uuid.uuid4(), purpose="bench", uploaded_at=now, state="waiting", head_row=1, sheet="Liste",
        columns={"email": 0, "birth_year": 1, "postal_code": 2, "gender": 3},
    )  # fmt: skip
    write_list(files.list_file(item.file_id), kind)
    steps = []
    with Peak() as peak:
        for state in ("read", "done"):
            start = time.perf_counter()
            read_lists(now)
            steps.append(time.perf_counter() - start)
            item.refresh_from_db()
            if item.state != state:
                sys.exit(f"The list is {item.state}: {item.failure}")
            ListImport.objects.filter(pk=item.pk, state="read").update(state="accepted")
    if Enrolment.objects.count() != IMPORTED:
        sys.exit("Somebody is missing.")
    say(f"import, {kind}, {IMPORTED} rows", f"dry run {steps[0]:.1f} s  import {steps[1]:.1f} s  +{peak.grown:.0f} MiB")
    Enrolment.objects.all().delete()


def write_list(path, kind):
    """A list with Norwegian heads."""
    rows = ([f"liste{number}@example.org", 1940 + number % 60, "1338", "Kvinne"] for number in range(IMPORTED))
    head = ["E-post", "Fødselsår", "Postnr", "Kjønn"]
    if kind == "csv":
        path.write_text("\n".join(";".join(map(str, row)) for row in [head, *rows]), encoding="cp1252")
        return
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    for row in [head, *rows]:
        sheet.append(row)
    book.save(path)


def main():
    """Seed, ask, seed more, ask again."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from members.models import Member
    from staff.tests.builders import make_employee

    call_command("migrate", verbosity=0)
    client = Client()
    client.force_login(make_employee("Paneladministrator"))
    for size in SIZES:
        topic = add_people(Member.objects.count(), size - Member.objects.count())
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"\n{size} members")
        ask_register(client, topic)
        export(client)
    print()
    for kind in ("csv", "xlsx"):
        take_over(kind)


if __name__ == "__main__":
    main()
