"""What is added to an answer never tells its writer apart from fewer than ten of those who were asked."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.background import coarsen

WORDS = st.sampled_from(["", "a", "b", "c", "d"])


def crowds(cohort, stored):
    """How many of the cohort have what is stored, by what is stored."""
    sizes = Counter()
    for combination, count in cohort.items():
        sizes[stored[combination]] += count
    return sizes


@settings(max_examples=150, deadline=None)
@given(data=st.data(), facts=st.integers(1, 2))
def test_whatever_is_stored_ten_who_were_asked_have(data, facts):
    combinations = st.tuples(*[WORDS] * facts)
    cohort = Counter(data.draw(st.dictionaries(combinations, st.integers(1, 14), max_size=12)))
    seen = set(cohort) | data.draw(st.sets(combinations, max_size=3))

    stored = coarsen(cohort, seen, 10)

    sizes = crowds(cohort, stored)
    nothing = ("",) * facts
    assert set(stored) == seen
    assert all(sizes[words] >= 10 for words in stored.values() if words != nothing)
    # Only a cohort of fewer than ten cannot hide those about whom nothing is said.
    assert nothing not in stored.values() or sizes[nothing] >= 10 or sum(cohort.values()) < 10
    # What is stored is true: a fact is kept or let go, never changed.
    assert all(word in ("", told) for told, kept in stored.items() for told, word in zip(told, kept, strict=True))


@pytest.mark.parametrize(
    ("cohort", "stored"),
    [
        ({("a",): 10, ("b",): 10}, {("a",): ("a",), ("b",): ("b",)}),
        ({("a",): 20, ("b",): 9, ("c",): 9}, {("a",): ("a",), ("b",): ("",), ("c",): ("",)}),
        # One rare group alone would be known by having lost its fact, so the next rarest goes with it.
        ({("a",): 20, ("b",): 12, ("c",): 3}, {("a",): ("a",), ("b",): ("",), ("c",): ("",)}),
        (
            {("a", "x"): 20, ("a", "y"): 5, ("a", "z"): 5, ("b", "x"): 4, ("b", "y"): 30},
            {("a", "x"): ("a", "x"), ("a", "y"): ("a", ""), ("a", "z"): ("a", ""), ("b", "x"): ("b", ""),
             ("b", "y"): ("b", "")},
        ),
    ],
)  # fmt: skip
def test_what_is_rare_loses_its_last_fact_first(cohort, stored):
    assert coarsen(cohort, set(cohort), 10) == stored


def test_an_answer_without_background_needs_none():
    assert coarsen(Counter(), {()}, 10) == {(): ()}


def test_somebody_who_is_in_no_group_any_more_is_hidden_among_others():
    stored = coarsen({("a",): 15, ("b",): 12}, {("moved",)}, 10)
    assert stored[("moved",)] == ("",)
    assert crowds({("a",): 15, ("b",): 12}, stored)[("",)] >= 10
