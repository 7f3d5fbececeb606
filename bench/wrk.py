"""wrk, where it is installed: load that costs little itself, for rows that only read."""

import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .scenario import HEADERS

SCRIPT = Path(__file__).with_name("wrk.lua")
ADDRESSES = 5000


@dataclass
class WrkTally:
    """What wrk has seen; the same fields as client.Tally."""

    requests: int
    visits: int
    wrong: int
    seconds: float
    cpu: float
    percentiles: dict
    complaint: str = ""


def is_there():
    """Whether wrk can be used."""
    return shutil.which("wrk") is not None


def load(visits, address, concurrency, seconds):
    """Ask for the addresses of `visits` with wrk; they must all expect one status and one text."""
    requests = list(islice(visits, ADDRESSES))
    sample = requests[0]
    headers = [part for pair in {**HEADERS, **sample.headers}.items() for part in ("-H", ": ".join(pair))]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        paths.write("".join(f"{request.path}\n" for request in requests))
        paths.flush()
        command = [
            "wrk", "-t1", f"-c{concurrency}", f"-d{seconds}s", "--timeout", "30s", *headers, "-s", str(SCRIPT),
            f"http://{address[0]}:{address[1]}", "--", paths.name, str(sample.status), sample.text,
        ]  # fmt: skip
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = next((line for line in done.stdout.splitlines() if line.startswith("TALLY")), None)
    if line is None:
        raise SystemExit(f"wrk failed:\n{done.stdout}{done.stderr}")
    requests, micros, wrong, *latencies = map(float, line.split()[1:])
    return WrkTally(
        requests=int(requests),
        visits=int(requests),
        wrong=int(wrong),
        seconds=micros / 1e6,
        cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        percentiles={name: value / 1000 for name, value in zip(("p50", "p95", "p99"), latencies, strict=True)},
        complaint=f"{int(wrong)} answers were not {sample.status} with «{sample.text}»" if wrong else "",
    )
