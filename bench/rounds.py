"""Samples: one row, one concurrency, a few seconds. Rounds: every row once, in a new order each time."""

import os
import random
import time
from dataclasses import asdict, dataclass

import psycopg

from . import client, wrk
from .machine import QUIET_TO_COUNT, Watch, calibrate, cpu_seconds, wait_until_quiet
from .scenario import Request


@dataclass
class Sample:
    """What one sample of a row has shown."""

    row: str
    concurrency: int
    round: int
    visits: int
    seconds: float
    app_ms: float
    db_ms: float
    load_share: float
    p50: float
    p95: float
    p99: float
    wrong: int
    complaint: str
    foreign: float
    calibration: float

    @property
    def is_quiet(self):
        """Whether strangers left the machine to us."""
        return self.foreign < QUIET_TO_COUNT

    @property
    def rate(self):
        """Visits a second."""
        return self.visits / self.seconds

    @property
    def cpu_ms(self):
        """Milliseconds of CPU a visit, app and database."""
        return self.app_ms + self.db_ms


class Course:
    """Everything that is measured together: sites, their database server and the rows."""

    def __init__(self, sites, postgres_cpu, databases, rows, patience, until):
        self.sites, self.postgres_cpu, self.databases = sites, postgres_cpu, databases
        self.rows, self.patience, self.until = rows, patience, until
        self.visits = {row.name: row.visits(sites[row.site].data) for row in rows}
        self.samples = []

    def ours(self):
        """CPU of everything we measure with, but not of the load."""
        return sum(site.cpu() for site in self.sites.values()) + self.postgres_cpu() + cpu_seconds(os.getpid())

    def count(self, row):
        """How many rows the row's table holds."""
        with psycopg.connect(self.databases[row.site]) as connection:
            return connection.execute(f"SELECT count(*) FROM {row.stored}").fetchone()[0]  # noqa: S608

    def load(self, row, concurrency, seconds):
        """Load the row's site; a Tally."""
        visits, address = self.visits[row.name], self.sites[row.site].address
        first_visit = next(visits, None)
        if first_visit is None:
            raise SystemExit(f"«{row.name}» has used up what was seeded for it.")
        if isinstance(first_visit, Request) and first_visit.method == "GET" and not row.stored and wrk.is_there():
            return wrk.load(visits, address, concurrency, seconds)
        return client.in_a_process(visits, address, concurrency, seconds)

    def settle(self, longest=30, look=0.1):
        """Wait until the sites have worked off what the last load left behind: slow requests outlive their visitors."""
        until = time.monotonic() + longest
        while time.monotonic() < until:
            before = sum(site.cpu() for site in self.sites.values())
            time.sleep(look)
            if sum(site.cpu() for site in self.sites.values()) == before:
                return

    def sample(self, row, concurrency, seconds, round):
        """Measure once; what was stored must be what was accepted."""
        self.settle()
        wait_until_quiet(self.patience)
        calibration = calibrate()
        stored_before = self.count(row) if row.stored else 0
        site = self.sites[row.site]
        app, db, watch = site.cpu(), self.postgres_cpu(), Watch(self.ours)
        tally = self.load(row, concurrency, seconds)
        foreign = watch.foreign(unseen=tally.cpu)
        app, db = site.cpu() - app, self.postgres_cpu() - db
        visits = max(tally.visits, 1)
        sample = Sample(
            row.name, concurrency, round, tally.visits, tally.seconds, app * 1000 / visits, db * 1000 / visits,
            tally.cpu / tally.seconds, **tally.percentiles, wrong=tally.wrong, complaint=tally.complaint,
            foreign=foreign, calibration=calibration,
        )  # fmt: skip
        if row.stored and (stored := self.count(row) - stored_before) != tally.visits:
            sample.wrong += 1
            sample.complaint = f"{tally.visits} visits, {stored} rows stored"
        self.samples.append(sample)

    def warm_up(self):
        """Let every worker meet every row once, unmeasured."""
        for row in self.rows:
            client.in_a_process(self.visits[row.name], self.sites[row.site].address, 4, 0.3)

    def rounds(self, number, seconds, concurrency, say):
        """`number` rounds at one concurrency, each in an order of its own; none is begun when the time is up."""
        rows = [row for row in self.rows if concurrency in row.concurrencies]
        for round in range(number):
            if time.time() > self.until:
                say(f"c={concurrency}: time is up after {round} of {number} rounds")
                return
            for row in random.Random(f"{concurrency}-{round}").sample(rows, len(rows)):  # noqa: S311 - an order
                self.sample(row, concurrency, seconds, round)
            say(f"c={concurrency}, round {round + 1} of {number}")

    def as_dicts(self):
        """The samples for the JSON file."""
        return [asdict(sample) for sample in self.samples]
