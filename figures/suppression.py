"""Hiding what could point at a person. The one place for it: charts, tables, exports and mails all come here.

A hidden count is None. Counts that are hidden must not be possible to work out from those that are shown and
their known sum, so wherever one cell of an exclusive set is hidden a second one goes with it (primary and
complementary suppression as statistics offices use it).
"""

from .shares import smallest_cell, smallest_group


def shown_total(n):
    """`n` if a question with so many answers may be shown at all, else None."""
    return n if n >= smallest_group() else None


def hide_small_cells(counts):
    """`counts` of exclusive cells with a known sum, the small ones hidden so that none can be worked out.

    Cells of 1–4 are hidden. A single hidden cell takes the smallest shown cell with it, zeros last: hiding a
    zero beside it would give the other away to whoever guesses that zeros are common. Hidden cells that together
    hold fewer than the smallest cell take one more for the same reason.
    """
    floor = smallest_cell()
    hidden = {place for place, count in enumerate(counts) if 0 < count < floor}
    while hidden and (len(hidden) < 2 or sum(counts[place] for place in hidden) < floor):
        candidates = [place for place in range(len(counts)) if place not in hidden]
        if not candidates:
            break
        hidden.add(min(candidates, key=lambda place: (counts[place] == 0, counts[place])))
    return [None if place in hidden else count for place, count in enumerate(counts)]


def hide_small_counts(counts, total):
    """`counts` of cells that are not exclusive (several may be ticked), each seen against `total`.

    Each cell is a yes/no table of its own, so both it and its remainder must be zero or large enough.
    """
    floor = smallest_cell()

    def is_small(count):
        return 0 < count < floor or 0 < total - count < floor

    return [None if is_small(count) else count for count in counts]


def hide_in_groups(groups):
    """`groups` {name: counts} of a breakdown: groups under ten are hidden whole (None), small cells inside the rest.

    A hidden group could be worked out as the sum of all minus the others, so a single one takes the smallest
    other group with it.
    """
    sizes = {name: sum(counts) for name, counts in groups.items()}
    hidden = {name for name, size in sizes.items() if size < smallest_group()}
    if len(hidden) == 1 and len(groups) > 1:
        hidden.add(min((name for name in groups if name not in hidden), key=sizes.get))
    return {name: None if name in hidden else hide_small_cells(counts) for name, counts in groups.items()}
