"""From samples to a table a person can read."""

import statistics
from itertools import groupby

CONFIDENT = 1.3


def median(values):
    """The median, or None of nothing."""
    values = list(values)
    return statistics.median(values) if values else None


def worth_reading(samples, *, clock):
    """Samples that count: for what a clock says the quiet ones only, for CPU all of them, and never those with errors."""
    return [sample for sample in samples if not sample.wrong and (sample.is_quiet or not clock)]


def summary(samples):
    """The numbers of one row at one concurrency; a clock's are None when the machine was never quiet."""
    by_clock, by_cpu = worth_reading(samples, clock=True), worth_reading(samples, clock=False)
    return {
        "rate": median(sample.rate for sample in by_clock),
        "lowest": min((sample.rate for sample in by_clock), default=None),
        "highest": max((sample.rate for sample in by_clock), default=None),
        **{name: median(getattr(sample, name) for sample in by_clock) for name in ("p50", "p95", "p99")},
        **{name: median(getattr(sample, name) for sample in by_cpu) for name in ("app_ms", "db_ms", "load_share")},
        "quiet": len(by_clock),
        "dropped": len(samples) - len(by_clock),
        "wrong": sum(sample.wrong for sample in samples),
    }


def summaries(samples):
    """{(row, concurrency): summary}."""
    ordered = sorted(samples, key=lambda sample: (sample.row, sample.concurrency))
    groups = groupby(ordered, key=lambda sample: (sample.row, sample.concurrency))
    return {key: summary(list(group)) for key, group in groups}


def paired(samples, row, other, *, clock, concurrency=8):
    """How many times faster `row` is than `other`, a ratio for every round in which both count."""

    def by_round(name):
        chosen = worth_reading(samples, clock=clock)
        return {s.round: s for s in chosen if (s.row, s.concurrency) == (name, concurrency) and s.visits}

    ours, theirs = by_round(row), by_round(other)
    rounds = sorted(ours.keys() & theirs.keys())
    if clock:
        return [ours[round].rate / theirs[round].rate for round in rounds]
    return [theirs[round].cpu_ms / max(ours[round].cpu_ms, 0.001) for round in rounds]


def verdict(ratios, target):
    """Whether a target is met: yes or no when every round says so, else what the median says."""
    if not ratios:
        return "no quiet round"
    met = median(ratios) >= target
    is_sure = all((ratio >= target) == met for ratio in ratios)
    return ("met" if met else "missed") + ("" if is_sure else ", unsure")


def targets(rows, samples):
    """[{row, against, target, by_clock, by_cpu, verdict}] for every target; CPU decides where no round was quiet."""
    found = []
    for row in rows:
        for other, target in row.targets.items():
            by_clock = paired(samples, row.name, other, clock=True)
            by_cpu = paired(samples, row.name, other, clock=False)
            found.append(
                {
                    "row": row.name,
                    "against": other,
                    "target": target,
                    "by_clock": by_clock,
                    "by_cpu": by_cpu,
                    "verdict": verdict(by_clock or by_cpu, target) + ("" if by_clock else " (by CPU)"),
                }
            )
    return found


def number(value, digits=0):
    """A number for a column, a dash for none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def table(head, lines):
    """A table in Markdown with columns as wide as they need."""
    rows = [head, *[[str(cell) for cell in line] for line in lines]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def throughput_table(rows, samples, sql):
    """The main table."""
    found = summaries(samples)
    lines = []
    for row in rows:
        cells = [row.name, "–" if sql.get(row.name) is None else sql[row.name]]
        eight = found.get((row.name, 8))
        cells += [number(eight["app_ms"], 2), number(eight["db_ms"], 2)] if eight else ["–", "–"]
        for concurrency in (8, 1, 32):
            one = found.get((row.name, concurrency))
            if one is None:
                cells += ["–", "–"]
                continue
            cells.append(number(one["rate"], 1 if (one["rate"] or 0) < 100 else 0))
            cells.append("/".join(number(one[name]) for name in ("p50", "p95", "p99")))
        wrong = sum(found[key]["wrong"] for key in found if key[0] == row.name)
        lines.append([*cells, wrong])
    head = [
        "row", "SQL", "CPU-ms app", "db", "c8 per s", "c8 p50/95/99 ms", "c1 per s", "c1 p50/95/99", "c32 per s",
        "c32 p50/95/99", "errors",
    ]  # fmt: skip
    return table(head, lines)


def targets_table(found):
    """Targets and whether they are met."""
    lines = [
        [
            target["row"],
            target["against"],
            f"{target['target']}x",
            number(median(target["by_clock"]), 2),
            number(median(target["by_cpu"]), 2),
            target["verdict"],
        ]
        for target in found
    ]
    return table(["row", "against", "target", "by clock", "by CPU", "verdict"], lines)
