"""What the rest of the site notices while the worker writes 110,000 answers into a file, and what that costs.

`python -m bench.exporting` makes a PostgreSQL and the panel of `make bench` of its own, asks a mixture of pages with nothing
else to do, orders one file of each kind, and asks the same pages for as long as the worker writes it. It prints the 95th
percentile of both, their ratio (at most 1.5), and the worker's processor time and memory. Ten minutes on an idle machine; on a
busy one the ratio says nothing. `BENCH=short python -m bench.exporting` tries two kinds only.
"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from itertools import cycle
from pathlib import Path

from deploy.postgres import find_free_port, serve

from . import sites
from .client import in_a_process
from .machine import cpu_seconds, memory_of, wait_until_quiet
from .register_at_scale import say
from .scenario import Request

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = 110_000
MOST = 1.5
KINDS = ("csv", "plain", "xlsx", "sav", "texts", "codebook")
# As long as the pages are asked without an export, and so long at most beside one.
SECONDS, LONGEST = 20, 300
# A pair; the boxes get the public one, or the worker would not start.
PUBLIC_KEY, PRIVATE_KEY = "j0DFrbaPJWJK5bIU6nZ6bslNgp09e14a0bpvPiE4KF8=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
VISITORS = 2


def mixture(site):
    """Pages of residents and of staff, most of them not kept, for ever."""
    data = site.data
    links = cycle(data["links"])
    paths = ["/?ny", "/nyheter/?side=2", data["paths"]["survey_page"] + "?ny", "/dette-har-vi-spurt-om/?status=open"]
    for number, path in enumerate(cycle(paths)):
        yield Request(path)
        yield Request(f"/svar/{next(links)}/")
        if number % 20 == 0:
            yield Request("/admin/undersokelser/", headers={"Cookie": data["staff"]})


def start(site):
    """Django in this process, on the database of the site; the survey whose answers are exported."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.update(site.environment)
    import django

    django.setup()
    from panel_pages.models import SurveyPage

    page = SurveyPage.objects.get(survey_box__opened_at__isnull=False)
    add_answers(page)
    return page


def add_answers(page):
    """As many more answers as ANSWERS is more than there are, and the asking as it is after the closing."""
    from django.db import connection
    from django.utils import timezone

    from invitations.models import Asking
    from surveys.models import Box, Response

    some = list(Response.objects.filter(page_id=page.pk)[: ANSWERS - Response.objects.filter(page_id=page.pk).count()])
    Response.objects.bulk_create(
        (Response(page_id=page.pk, structure_id=one.structure_id, form_data=one.form_data) for one in some),
        batch_size=5000,
    )
    Box.objects.update(public_key=PUBLIC_KEY)
    Box.objects.filter(page_id=page.pk).update(opened_count=ANSWERS)
    Asking.objects.filter(page_id=page.pk).update(cohort_fixed_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def start_worker(site):
    """The worker of the site."""
    environment = site.environment | {"SURVEY_BOX_PRIVATE_KEYS": PRIVATE_KEY}
    return subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)


def order(page, kind):
    """A file of the survey, as staff order it."""
    from django.utils import timezone

    from surveys.exporting import files

    now = timezone.now()
    day = timezone.localdate() + timedelta(days=1)
    return files.order(page, kind, by=None, now=now, language="nb", purpose="bench", delete_by_on=day)


def ask_around(site, pages, seconds):
    """The latencies of the pages, all of them right."""
    tally = in_a_process(pages, site.address, VISITORS, seconds)
    if tally.wrong:
        sys.exit(f"While exporting: {tally.complaint}")
    return tally.latencies


def percentile(latencies):
    """The 95th."""
    return sorted(latencies)[len(latencies) * 95 // 100]


def measure(site, worker, page, kind, alone):
    """Export one file while the pages are asked, second by second, until it is there."""
    pages, latencies = mixture(site), []
    before, heaviest, busy = memory_of(worker.pid)["rss"], 0, cpu_seconds(worker.pid)
    item, begun = order(page, kind), time.monotonic()
    while item.is_moving and time.monotonic() - begun < LONGEST:
        latencies += ask_around(site, pages, 1)
        heaviest = max(heaviest, memory_of(worker.pid)["rss"])
        item.refresh_from_db()
    if item.state != "ready":
        sys.exit(f"The file of kind {kind} is {item.state}.")
    ratio = percentile(latencies) / alone
    said = "" if ratio <= MOST else "  TOO SLOW"
    say(
        f"{kind}, {item.size / 2**20:.1f} MiB",
        f"p95 {percentile(latencies):6.1f} ms ({ratio:.2f}){said}  ready after {time.monotonic() - begun:5.1f} s  "
        f"worker CPU {cpu_seconds(worker.pid) - busy:5.1f} s  +{heaviest - before:.0f} MiB",
    )


def close_database():
    """PostgreSQL does not stop while somebody is connected."""
    from django.db import connection

    connection.close()


def main():
    """Everything, in order."""
    kinds = KINDS[:2] if os.environ.get("BENCH") == "short" else KINDS
    with tempfile.TemporaryDirectory(prefix="panel-bench-") as folder:
        folder = Path(folder)
        folder.chmod(0o755)
        (folder / "postgres").mkdir()
        with serve(folder / "postgres", find_free_port(), is_durable=True) as url:
            site = sites.panel(url, folder)
            site.environment["EXPORT_FOLDER"] = str(folder / "exports")
            page = start(site)
            with site.served(folder / "web.log"):
                ask_around(site, mixture(site), 5)
                worker = start_worker(site)
                try:
                    wait_until_quiet(60)
                    alone = percentile(ask_around(site, mixture(site), SECONDS))
                    say("alone", f"p95 {alone:6.1f} ms")
                    for kind in kinds:
                        measure(site, worker, page, kind, alone)
                finally:
                    worker.terminate()
                    worker.wait(60)
                    close_database()


if __name__ == "__main__":
    main()
