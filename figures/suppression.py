"""Hiding what could point at a person. The one place for it: charts, tables, exports and mails all come here.

A hidden count is None. In plain totals a question with ten answers or more shows all its cells; only where answers
belong to special categories, and in every breakdown, small cells are hidden (primary suppression). What is hidden
must not be possible to work out from what is shown and the known sums, so other cells are hidden with it
(complementary suppression). Floors stand in figures.shares.
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
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    hide_along(hidden, dict(enumerate(counts)), smallest_cell())
    return [None if place in hidden else count for place, count in enumerate(counts)]


def hide_small_counts(counts, total):
    """`counts` of cells that are not exclusive (several may be ticked), each seen against `total`.

    Each cell is a yes/no table of its own, so both it and its remainder must be zero or large enough.
    """
    return [None if is_small(count) or is_small(total - count) else count for count in counts]


def hide_small_groups(sizes):
    """`sizes` {name: people} of groups that part a known whole, None for those hidden.

    Groups of one to nine are hidden; so that they cannot be worked out as the rest, they take the smallest others with
    them until they are at least two, and ten people together.
    """
    hidden = {name for name, size in sizes.items() if 0 < size < smallest_group()}
    hide_along(hidden, sizes, smallest_group())
    return {name: None if name in hidden else size for name, size in sizes.items()}


def hide_in_groups(groups):
    """`groups` {name: counts} of a breakdown by exclusive answers, None for a group hidden whole.

    Hidden whole are groups under ten. They could be worked out as all minus the others, so they take the smallest
    other groups with them until they are at least two, and ten people together. From then on they are one group to
    the reader, who knows its figures wherever the others' are shown.

    Small cells are hidden too, and since totals are known both of each group and of each answer, hidden cells are
    two or more along a group as well as across the groups, and hold enough together. At last no hidden cell may be
    the only one connecting two parts of the table, or the sums would still give it away.
    """
    sizes = {name: sum(counts) for name, counts in groups.items()}
    hidden_groups = {name for name, size in sizes.items() if size < smallest_group()}
    hide_along(hidden_groups, sizes, smallest_group())
    rows = [counts for name, counts in groups.items() if name not in hidden_groups]
    if hidden_groups:
        rows.append([sum(column) for column in zip(*(groups[name] for name in hidden_groups), strict=True)])
    shown = iter(hide_cells(rows))
    return {name: None if name in hidden_groups else next(shown) for name in groups}


def hide_cells(rows):
    """The table `rows` with small cells hidden so that none can be worked out from the sums of rows and columns."""
    cells = {(row, column): count for row, counts in enumerate(rows) for column, count in enumerate(counts)}
    lines = [[cell for cell in cells if cell[0] == row] for row in {row for row, _column in cells}]
    lines += [[cell for cell in cells if cell[1] == column] for column in {column for _row, column in cells}]
    hidden = {cell for cell, count in cells.items() if is_small(count)}
    size = -1
    while len(hidden) > size:
        size = len(hidden)
        for line in lines:
            of_line = hidden & set(line)
            hide_along(of_line, {cell: cells[cell] for cell in line}, smallest_cell())
            hidden |= of_line
        if len(hidden) == size:
            hidden |= cells_beside_bridges(hidden, cells)
    return [
        [None if (row, column) in hidden else count for column, count in enumerate(counts)]
        for row, counts in enumerate(rows)
    ]


def is_small(count):
    """Whether `count` is one to four, or what the settings have raised it to."""
    return 0 < count < smallest_cell()


def hide_along(hidden, counts, floor):
    """Add to the set `hidden` keys of `counts` until it is empty, or two or more that hold `floor` together."""
    while hidden and (len(hidden) < 2 or sum(counts[key] for key in hidden) < floor):
        candidates = [key for key in counts if key not in hidden]
        if not candidates:
            break
        hidden.add(min(candidates, key=lambda key: (counts[key] == 0, counts[key])))


def cells_beside_bridges(hidden, cells):
    """One more cell to hide for each hidden cell that the sums of rows and columns give away.

    Rows and columns are the points of a graph and hidden cells its lines; the sums give a cell away exactly when it
    is the only way between two parts.
    """
    more = set()
    for row, column in hidden:
        if column in reach(row, hidden - {(row, column)}):
            continue
        beside = [cell for cell in cells if cell not in hidden and (cell[0] == row or cell[1] == column)]
        if beside:
            more.add(min(beside, key=lambda cell: (cells[cell] == 0, cells[cell])))
    return more


def reach(row, hidden):
    """The columns that can be reached from `row` along `hidden` cells."""
    rows, columns = {row}, set()
    while True:
        new_columns = {column for at, column in hidden if at in rows} - columns
        columns |= new_columns
        rows |= {at for at, column in hidden if column in columns}
        if not new_columns:
            return columns
