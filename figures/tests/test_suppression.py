"""No hidden figure can be worked out from what is shown."""

from itertools import product

import pytest

from figures.shares import format_percent, percent, smallest_cell, smallest_group
from figures.suppression import hide_in_groups, hide_small_cells, hide_small_counts, shown_total


def possible_values(shown, total):
    """What each hidden cell could be, for a reader who knows the shown cells, their sum and that counts are whole."""
    hidden = [place for place, count in enumerate(shown) if count is None]
    left = total - sum(count for count in shown if count is not None)
    if len(hidden) < 2:
        return [{left}] * len(hidden)
    return [set(range(left + 1))] * len(hidden)


@pytest.mark.parametrize("length", [2, 3, 4])
def test_no_small_cell_is_shown_or_can_be_worked_out(length):
    for counts in product([0, 1, 3, 4, 5, 8, 20], repeat=length):
        shown = hide_small_cells(list(counts))
        for before, after in zip(counts, shown, strict=True):
            assert after is None or after == before, counts
            assert after is None or not 0 < after < 5, counts
        if sum(counts) > 4:
            assert all(len(values) > 1 for values in possible_values(shown, sum(counts))), counts


def test_hidden_cells_do_not_show_their_small_sum():
    shown = hide_small_cells([1, 1, 30, 40])
    hidden_sum = 72 - sum(count for count in shown if count is not None)
    assert hidden_sum >= 5


def test_nothing_is_hidden_that_need_not_be():
    assert hide_small_cells([5, 0, 20, 160]) == [5, 0, 20, 160]


@pytest.mark.parametrize(
    ("count", "is_hidden"), [(0, False), (1, True), (4, True), (5, False), (95, False), (96, True), (100, False)]
)
def test_a_ticked_box_is_hidden_when_few_ticked_it_or_few_did_not(count, is_hidden):
    assert (hide_small_counts([count], 100) == [None]) is is_hidden


def test_a_group_under_ten_is_hidden_whole_and_takes_another_with_it():
    shown = hide_in_groups({"young": [5, 4], "middle": [20, 30], "old": [40, 50]})
    assert shown == {"young": None, "middle": None, "old": [40, 50]}


def test_two_small_groups_hide_each_other():
    shown = hide_in_groups({"young": [5, 4], "middle": [6, 3], "old": [40, 50]})
    assert shown == {"young": None, "middle": None, "old": [40, 50]}


@pytest.mark.parametrize(("n", "shown"), [(9, None), (10, 10)])
def test_a_total_is_shown_from_ten_answers(n, shown):
    assert shown_total(n) == shown


def test_settings_may_raise_the_floors_but_never_lower_them(settings):
    settings.FIGURES_SMALLEST_GROUP, settings.FIGURES_SMALLEST_CELL = 3, 1
    assert (smallest_group(), smallest_cell()) == (10, 5)
    settings.FIGURES_SMALLEST_GROUP, settings.FIGURES_SMALLEST_CELL = 20, 8
    assert (smallest_group(), smallest_cell()) == (20, 8)


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(185, 407, 45), (103, 147, 70), (1, 200, 1), (1, 201, 0), (0, 5, 0), (3, 0, None)]
)
def test_percentages_are_whole_with_halves_rounded_up(part, whole, expected):
    assert percent(part, whole) == expected


def test_a_percentage_has_a_hard_space_and_nothing_has_a_dash():
    assert format_percent(45) == "45\N{NO-BREAK SPACE}%"
    assert format_percent(None) == "–"


def tables_with_sums(rows, columns):
    """All tables of whole numbers with these sums of rows and columns."""
    if not rows:
        return [()] if not any(columns) else []
    return [
        (row, *rest)
        for row in product(*(range(column + 1) for column in columns))
        if sum(row) == rows[0]
        for rest in tables_with_sums(
            rows[1:], tuple(column - count for column, count in zip(columns, row, strict=True))
        )
    ]


def worked_out(groups, shown):
    """The hidden cells that only one table fits, for a reader who knows every total.

    Groups hidden whole have no totals of their own, but together they are all minus the others.
    """
    places = range(len(next(iter(groups.values()))))
    lines = [(list(groups[name]), counts) for name, counts in shown.items() if counts is not None]
    whole = [groups[name] for name, counts in shown.items() if counts is None]
    if whole:
        lines.append(([sum(column) for column in zip(*whole, strict=True)], [None for _ in places]))
    rows = tuple(sum(n for n, s in zip(*line, strict=True) if s is None) for line in lines)
    columns = tuple(sum(counts[place] for counts, seen in lines if seen[place] is None) for place in places)
    possible = [
        table
        for table in tables_with_sums(rows, columns)
        if all(seen[place] is None or row[place] == 0 for row, (_n, seen) in zip(table, lines, strict=True)
               for place in places)
    ]  # fmt: skip
    return [
        counts[place]
        for number, (counts, seen) in enumerate(lines)
        for place in places
        if seen[place] is None and len({table[number][place] for table in possible}) == 1
    ]


@pytest.mark.parametrize("columns", [2, 3])
def test_no_hidden_cell_of_a_breakdown_can_be_worked_out_from_its_totals(columns):
    numbers = [0, 3, 8, 12] if columns == 2 else [0, 2, 9]
    tables = list(product(product(numbers, repeat=columns), repeat=3 if columns == 2 else 2))
    checked = 0
    for table in tables:
        groups = {f"group {number}": list(row) for number, row in enumerate(table)}
        shown = hide_in_groups(groups)
        for name, counts in groups.items():
            for before, after in zip(counts, shown[name] or [None] * columns, strict=True):
                assert after is None or (after == before and not 0 < after < 5), (groups, shown)
        if not any(shown.values()):
            continue  # what is left are the plain totals, which stand elsewhere
        assert not [count for count in worked_out(groups, shown) if 0 < count < 5], (groups, shown)
        checked += any(None in (counts or []) for counts in shown.values())
    assert checked > 10


def test_a_cell_hidden_in_one_group_is_not_all_minus_the_others():
    shown = hide_in_groups({"young": [3, 20, 30], "old": [40, 50, 60]})
    assert shown["young"][0] is None
    assert shown["old"][0] is None


def test_groups_hidden_whole_are_ten_people_together():
    shown = hide_in_groups({"a": [1, 1], "b": [2, 1], "middle": [20, 30], "old": [40, 50]})
    assert shown == {"a": None, "b": None, "middle": None, "old": [40, 50]}


def test_a_small_group_is_hidden_with_another_so_that_it_is_not_the_rest():
    from figures.suppression import hide_small_groups

    assert hide_small_groups({"a": 40, "b": 9, "c": 25}) == {"a": 40, "b": None, "c": None}
    assert hide_small_groups({"a": 40, "b": 10, "c": 25}) == {"a": 40, "b": 10, "c": 25}
    assert hide_small_groups({"a": 40, "b": 2, "c": 3, "d": 30}) == {"a": 40, "b": None, "c": None, "d": None}
    assert hide_small_groups({"a": 40, "b": 0, "c": 20}) == {"a": 40, "b": 0, "c": 20}
    assert hide_small_groups({"a": 3}) == {"a": None}
