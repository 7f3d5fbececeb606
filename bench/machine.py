"""What the machine does while we measure: CPU of ours and of strangers, memory, and whether it is quiet enough."""

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
QUIET_TO_START = 0.15
QUIET_TO_COUNT = 0.25


def read_stat(pid):
    """The fields of /proc/<pid>/stat behind the program's name, or None when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def cpu_seconds(pid, *, with_dead_children=False):
    """CPU a process has used, user and system."""
    stat = read_stat(pid)
    if stat is None:
        return 0.0
    return sum(map(int, stat[11 : 15 if with_dead_children else 13])) / TICKS


def children_of(pid):
    """The living children of a process."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def family_cpu(pid):
    """CPU of a process and its children, living and dead: a gunicorn or a PostgreSQL."""
    return cpu_seconds(pid, with_dead_children=True) + sum(cpu_seconds(child) for child in children_of(pid))


def machine_cpu():
    """CPU seconds the whole machine has been busy, what the host took from it included."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]))
    user, nice, system, _idle, _waiting, irq, softirq, steal = fields
    return (user + nice + system + irq + softirq + steal) / TICKS


def memory_of(pid):
    """{"rss": …, "pss": …} of a process in MiB; pss shares what processes have in common."""
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, value = line.partition(":")
        if name in ("Rss", "Pss"):
            sizes[name.lower()] = int(value.split()[0]) / 1024
    return sizes


@dataclass
class Watch:
    """Tells how much CPU others have used since it was started; `ours` gives the CPU of everything we measure with."""

    ours: object

    def __post_init__(self):
        self.started_at, self.machine_before, self.ours_before = time.monotonic(), machine_cpu(), self.ours()

    def foreign(self, unseen=0.0):
        """Cores strangers have used on average; `unseen` is CPU of ours that `ours` does not see."""
        used = self.ours() - self.ours_before + unseen
        return max(0.0, machine_cpu() - self.machine_before - used) / (time.monotonic() - self.started_at)


def wait_until_quiet(longest, look=0.4):
    """Wait for the machine to be quiet, `longest` seconds at most."""
    until = time.monotonic() + longest
    while True:
        watch = Watch(lambda: cpu_seconds(os.getpid()))
        time.sleep(look)
        if watch.foreign() < QUIET_TO_START or time.monotonic() > until:
            return


def calibrate():
    """Milliseconds a fixed piece of work takes now: the speed of the machine, to be read beside every number."""
    started_at = time.perf_counter()
    total = 0
    for number in range(400_000):
        total += number * number % 7
    return (time.perf_counter() - started_at) * 1000


def spread(values):
    """(median, lowest, highest) of some numbers."""
    return statistics.median(values), min(values), max(values)
