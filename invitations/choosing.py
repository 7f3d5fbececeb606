"""Choosing some of many: by lot, by lot with a composition, or those asked longest ago.

Chance comes from a seed that is stored with the mailing: the same candidates and the same seed give the same people,
so a draw can be repeated and explained. Plain functions of data; no database.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

WIDEST = 2**64


@dataclass(frozen=True)
class Candidate:
    """A member who may be asked, with what a draw looks at."""

    pk: int
    age_band: str = ""
    gender: str = ""
    zone: str = ""
    asked_on: date | None = None


def lot(seed, pk):
    """The member's number in this draw: between 0 and 1, the same for the same seed."""
    digest = hashlib.sha256(f"{seed}:{pk}".encode()).digest()
    return int.from_bytes(digest[:8]) / WIDEST


def by_lot(candidates, size, seed):
    """`size` candidates, every one with the same chance."""
    return sorted(candidates, key=lambda one: (lot(seed, one.pk), one.pk))[:size]


def asked_longest_ago(candidates, size, seed):
    """Those never asked first, then those asked longest ago; the lot decides between equals."""
    return sorted(candidates, key=lambda one: (one.asked_on or date.min, lot(seed, one.pk), one.pk))[:size]


def in_layers(candidates, seed):
    """Candidates of one zone, age and gender side by side, within such a group by lot."""
    return sorted(candidates, key=lambda one: (one.zone, one.age_band, one.gender, lot(seed, one.pk), one.pk))


def evenly(candidates, size, seed):
    """Every so-maniest of a list, from a start by lot: everyone has the same chance, and each layer its share."""
    candidates = list(candidates)
    if size >= len(candidates):
        return candidates
    start, step = lot(seed, "start"), len(candidates) / size
    return [candidates[int((number + start) * step)] for number in range(size)]


def like_the_panel(candidates, size, seed):
    """Composed like the candidates themselves: no zone, age or gender gets more or less than its share by bad luck."""
    return evenly(in_layers(candidates, seed), size, seed)


def like_the_population(candidates, size, seed, people):
    """Composed like the population, as far as there are candidates.

    `people` is {(age band, gender): number of people}. Candidates it says nothing of (no gender given) get the share
    they have among the candidates. Where a group has too few, all of them are taken and the others share the rest.
    """
    groups = {}
    for one in candidates:
        key = (one.age_band, one.gender)
        groups.setdefault(key if key in people else None, []).append(one)
    size = min(size, len(candidates))
    chosen = []
    for key, count in sorted(quotas(groups, size, people, seed).items(), key=str):
        chosen += evenly(in_layers(groups[key], seed), count, f"{seed}:{key}") if count else []
    return chosen


def quotas(groups, size, people, seed):
    """{group: how many to take}, adding up to `size`. Fractions, since floats would lose somebody now and then."""
    unknown = len(groups.get(None, ()))
    shares = {None: Fraction(size * unknown, sum(map(len, groups.values())))} if unknown else {}
    left = size - sum(shares.values())
    wanted = {key: people[key] for key in groups if key is not None}
    while wanted:
        whole = sum(wanted.values())
        full = [key for key in wanted if not whole or left * wanted[key] >= len(groups[key]) * whole]
        if not full:
            shares |= {key: left * weight / whole for key, weight in wanted.items()}
            break
        for key in full:
            shares[key] = min(Fraction(len(groups[key])), left)
            left -= shares[key]
            del wanted[key]
    return rounded(shares, seed)


def rounded(shares, seed):
    """Whole numbers beside `shares` with the same sum. Which ones are rounded up is left to the lot, so that small
    groups are not always the ones rounded down."""
    counts, passed = {}, Fraction(lot(seed, "rounding"))
    for key in sorted(shares, key=str):
        counts[key] = int(passed + shares[key]) - int(passed)
        passed += shares[key]
    return counts
