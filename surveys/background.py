"""The background of an answer: at most two coarse facts about its writer, made coarser until they fit a crowd."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

# What may be added to an answer, in the order in which it is kept: the last is let go first.
AGE, GENDER, ZONE = "age", "gender", "zone"
KINDS = (AGE, GENDER, ZONE)
NAMES = {AGE: _("Age group"), GENDER: _("Gender"), ZONE: _("Part of the municipality")}
GENDERS = {"woman": _("Woman"), "man": _("Man"), "other": _("Other")}
MOST = 2
UNKNOWN = ""


def in_words(kind, told):
    """A stored fact as employees read it; empty where it was let go."""
    return str(GENDERS.get(told, told) if kind == GENDER else told)


def coarsen(cohort, seen, smallest):
    """{combination: what is stored for it}, such that every combination stored is that of `smallest` invited or more.

    `cohort` counts the invited by combination (a tuple of words); `seen` are the combinations that came out of the
    box, which may have gone from the cohort meanwhile. What is too rare loses its last fact, then the one before. Those
    who are left without it must be many enough as well, or the next rare group joins them.
    """
    stored = {combination: combination for combination in {*cohort, *seen}}
    longest = max(map(len, stored), default=0)
    for kept in reversed(range(longest)):
        for start in {combination[:kept] for combination in stored.values()}:
            let_go(stored, cohort, start, longest, smallest)
    return stored


def let_go(stored, cohort, start, longest, smallest):
    """Take what is too rare among the combinations that begin with `start` down to `start` alone."""
    rest = start + (UNKNOWN,) * (longest - len(start))
    while True:
        sizes = Counter(dict.fromkeys((words for words in stored.values() if words[: len(start)] == start), 0))
        for combination, count in cohort.items():
            if stored[combination] in sizes:
                sizes[stored[combination]] += count
        others = sorted((size, words) for words, size in sizes.items() if words != rest)
        rare = {words for size, words in others if size < smallest}
        if not rare and others and rest in sizes and sizes[rest] < smallest:
            rare = {others[0][1]}
        if not rare:
            return
        stored |= {combination: rest for combination, words in stored.items() if words in rare}
