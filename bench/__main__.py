"""`make bench`: build the sites, measure them side by side, write a table and a JSON file. README.md says how to read it.

BENCH=short gives two short rounds at one concurrency in under four minutes, for use during development;
BENCH_ONLY=survey measures the rows of scenarios/survey.py alone.
"""

import json
import os
import platform
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import psycopg

from deploy.postgres import find_free_port, serve

from . import browser, client, memory, promises, references, report, sites, wrk
from .machine import family_cpu, spread
from .rounds import Course
from .scenario import Request, first

HERE = Path(__file__).parent
RESULTS = HERE.parent / "var" / "bench"
# Forms whose token the load sends back: any page of the site with one will do.
TOKEN_PAGES = {"panel": "/bli-med/", "bare": "/form/", "lean": "/form/{lean_link}/"}


@dataclass(frozen=True)
class Size:
    """How much is measured: (rounds, seconds) at each concurrency, how long to wait for quiet before a sample, when no
    round is begun any more (seconds from the start), requests for memory."""

    rounds: dict
    patience: float
    time_for_rounds: float
    memory_requests: int
    has_browser: bool


SIZES = {
    "full": Size({8: (4, 2), 32: (2, 2), 1: (2, 1)}, 3, 14 * 60, 50_000, True),
    "short": Size({8: (2, 1)}, 0, 14 * 60, 2_000, False),
}


def say(text):
    print(text, file=sys.stderr, flush=True)


def find_rows(only):
    """The rows of all scenario files, or of the one named `only` and what it is compared with."""
    files = sorted(path.stem for path in (HERE / "scenarios").glob("*.py") if path.stem != "__init__")
    rows = {row.name: row for name in files for row in import_module(f"bench.scenarios.{name}").ROWS}
    if not only:
        return list(rows.values())
    chosen = import_module(f"bench.scenarios.{only}").ROWS
    compared = {rows[other].name: rows[other] for row in chosen for other in row.targets}
    return list({**compared, **{row.name: row for row in chosen}}.values())


def build(stack, folder):
    """The three sites, seeded and serving, and how to see their database server's CPU."""
    port = find_free_port()
    url = stack.enter_context(serve(folder / "postgres", port, is_durable=True))
    postmaster = int((folder / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    databases = {}
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("panel", "bare", "lean"):
            connection.execute(f'CREATE DATABASE "{name}"')
            databases[name] = url.rpartition("/")[0] + f"/{name}"
    say("Seeding the panel: 100,000 members, answers and invitations …")
    panel = sites.panel(databases["panel"], folder)
    say("Building the bare site …")
    bare = references.bare(databases["bare"], folder / "bare")
    for site in (panel, bare):
        stack.enter_context(site.served(folder / f"{site.name}.log"))
    lean = references.lean(databases["lean"], folder / "lean", bare, panel)
    stack.enter_context(lean.served(folder / "lean.log"))
    for site in (panel, bare, lean):
        path = TOKEN_PAGES[site.name].format(lean_link=site.data.get("lean_links", [""])[0])
        page = client.ask(site.address, Request(path))
        site.data |= {"token": page.token, "cookies": page.cookies}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    for database in databases.values():
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    return {site.name: site for site in (panel, bare, lean)}, databases, lambda: family_cpu(postmaster)


def count_sql(course):
    """{row: queries}, for rows of single requests."""
    counts = {}
    for name, site in course.sites.items():
        wanted = {row.name: first(course.visits[row.name], 1)[0] for row in course.rows if row.site == name}
        wanted = {row: request for row, request in wanted.items() if isinstance(request, Request)}
        if wanted:
            counts |= dict(zip(wanted, site.count_sql(wanted.values()), strict=True))
    return counts


def too_many_queries(rows, counts):
    """What costs more queries than it may."""
    return {row.name: counts[row.name] for row in rows if row.sql is not None and counts.get(row.name, 0) > row.sql}


def main():
    """Everything, in order."""
    started_at = time.time()
    size_name, only = os.environ.get("BENCH") or "full", os.environ.get("BENCH_ONLY", "")
    if size_name not in SIZES:
        sys.exit(f"BENCH is full or short, not {size_name!r}.")
    size, rows = SIZES[size_name], find_rows(only)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="panel-bench-")))
        (folder / "postgres").mkdir()
        folder.chmod(0o755)
        built, databases, postgres_cpu = build(stack, folder)
        panel = built["panel"]
        result = {
            "size": size_name, "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
            "load": "wrk for reading, own client for the rest" if wrk.is_there() else "own client",
        }  # fmt: skip
        say(f"Built in {time.time() - started_at:.0f} s. Checking promises and counting queries …")
        result["promises"] = promises.check(panel, databases["panel"])
        course = Course(built, postgres_cpu, databases, rows, size.patience, started_at + size.time_for_rounds)
        result["sql"] = count_sql(course)
        course.warm_up()
        for concurrency, (number, seconds) in size.rounds.items():
            course.rounds(number, seconds, concurrency, say)
        say("Looking at memory …")
        result["memory"] = memory.grow(panel, size.memory_requests)
        result["memory_bare"] = memory.now(built["bare"])
        if size.has_browser:
            say("Visiting with a browser …")
            result["browser"] = browser.visits(memory.addresses(panel))
    result["samples"] = course.as_dicts()
    result["targets"] = report.targets(rows, course.samples)
    result["too_many_queries"] = too_many_queries(rows, result["sql"])
    result["seconds"] = time.time() - started_at
    text = as_text(result, rows, course.samples)
    RESULTS.mkdir(parents=True, exist_ok=True)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    (RESULTS / f"{stamp}-{size_name}.json").write_text(json.dumps(result, indent=1))
    (RESULTS / f"{stamp}-{size_name}.md").write_text(text)
    print(text)
    say(f"Written to {RESULTS / stamp}-{size_name}.json and .md")
    broken = [promise for promise, held in result["promises"].items() if not held]
    complaints = sorted({sample.complaint for sample in course.samples if sample.complaint})
    if broken or complaints:
        sys.exit("\n".join(["Not to be trusted:", *broken, *complaints]))


def as_text(result, rows, samples):
    """The report."""
    dropped = sum(not sample.is_quiet for sample in samples)
    middle, low, high = spread([sample.calibration for sample in samples])
    heaviest = max(sample.load_share for sample in samples)
    parts = [
        f"# Bench, {result['size']}, {result['seconds'] / 60:.0f} minutes",
        f"{result['machine']}; PostgreSQL with fsync; gunicorn, 2 sync workers. Load: {result['load']}, "
        f"{heaviest:.0%} of a core at most.\n"
        f"{len(samples)} samples; {dropped} dropped from what clocks say because others used the machine. "
        f"Fixed piece of work: {middle:.0f} ms ({low:.0f}–{high:.0f}).\n"
        "A visit is one request, or for a flow everything one visitor does. Differences under "
        f"{report.CONFIDENT}x mean nothing.",
        report.throughput_table(rows, samples, result["sql"]),
        "## Targets (ratios paired within rounds, c=8)",
        report.targets_table(result["targets"]),
        f"Too many queries: {result['too_many_queries'] or 'none'}.",
        "## Promises",
        "\n".join(f"- {'held' if held else 'BROKEN'}: {promise}" for promise, held in result["promises"].items()),
        "## Memory, MiB a worker",
        memory.as_text(result["memory"], result["memory_bare"]),
    ]
    if "browser" in result:
        lines = [
            [name, report.number(seen["requests"]), *[report.number(seen[key], 1) for key in ("kB", "script_kB", "lcp")],
             report.number(seen["cls"], 3)]
            for name, seen in result["browser"].items()
        ]  # fmt: skip
        parts += [
            "## First visit by a browser",
            report.table(["page", "requests", "kB", "script kB", "LCP ms", "CLS"], lines),
        ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
