"""Choosing some of many: fair, repeatable, and composed as promised."""

from collections import Counter
from datetime import date

import pytest

from invitations.choosing import (
    Candidate,
    asked_longest_ago,
    by_lot,
    like_the_panel,
    like_the_population,
    quotas,
)

WAYS = [by_lot, like_the_panel, asked_longest_ago]
PANEL = [
    Candidate(number, age_band=band, gender=gender, zone=zone)
    for number, (band, gender, zone) in enumerate(
        [("15–29", "woman", "East")] * 30
        + [("15–29", "man", "East")] * 10
        + [("30–44", "woman", "West")] * 100
        + [("30–44", "man", "West")] * 40
        + [("30–44", "", "West")] * 20
    )
]
PEOPLE = {("15–29", "woman"): 250, ("15–29", "man"): 250, ("30–44", "woman"): 250, ("30–44", "man"): 250}


def keys(chosen):
    return [one.pk for one in chosen]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_seed_draws_the_same_people_in_whatever_order_they_come(way):
    first = way(PANEL, 40, "a seed")
    assert keys(way(list(reversed(PANEL)), 40, "a seed")) == keys(first)
    assert len(set(keys(first))) == 40
    assert set(keys(way(PANEL, 40, "another seed"))) != set(keys(first))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("size", [0, 1, 199, 200, 201, 10_000])
def test_never_more_than_asked_for_and_never_the_same_person_twice(way, size):
    chosen = way(PANEL, size, "seed") if size else []
    assert len(chosen) == len(set(keys(chosen))) == min(size, len(PANEL))


def test_by_lot_everyone_has_the_same_chance():
    times = Counter(pk for seed in range(2000) for pk in keys(by_lot(PANEL[:20], 5, seed)))
    assert min(times.values()) > 400
    assert max(times.values()) < 600


def test_a_draw_like_the_panel_gives_each_group_its_share_and_everyone_the_same_chance():
    for seed in range(50):
        found = Counter((one.age_band, one.gender) for one in like_the_panel(PANEL, 20, seed))
        expected = {key: count / 10 for key, count in Counter((one.age_band, one.gender) for one in PANEL).items()}
        assert all(abs(found[key] - share) <= 1 for key, share in expected.items())
    times = Counter(pk for seed in range(2000) for pk in keys(like_the_panel(PANEL, 20, seed)))
    assert min(times.values()) > 130
    assert max(times.values()) < 270


def test_a_draw_like_the_population_mends_what_the_panel_lacks():
    chosen = like_the_population(PANEL, 40, "seed", PEOPLE)
    found = Counter((one.age_band, one.gender) for one in chosen)
    assert len(chosen) == len(set(keys(chosen))) == 40
    assert [found[key] for key in PEOPLE] == [9, 9, 9, 9]
    assert found["30–44", ""] == 4  # their share of the panel: nothing is known of them in the population


def test_a_group_with_too_few_gives_its_rest_to_the_others():
    chosen = like_the_population(PANEL, 100, "seed", PEOPLE)
    found = Counter((one.age_band, one.gender) for one in chosen)
    assert len(chosen) == 100
    assert found["15–29", "man"] == 10
    assert found["15–29", "woman"] == 26 or found["15–29", "woman"] == 27


@pytest.mark.parametrize("size", [1, 7, 39, 150, 200])
@pytest.mark.parametrize("seed", range(20))
def test_quotas_add_up_and_ask_no_group_for_more_than_it_has(size, seed):
    groups = {("a", "woman"): [1] * 3, ("a", "man"): [1] * 57, ("b", "woman"): [1] * 120, None: [1] * 20}
    people = {("a", "woman"): 311, ("a", "man"): 298, ("b", "woman"): 7}
    counts = quotas(groups, size, people, seed)
    assert sum(counts.values()) == size
    assert all(0 <= counts[key] <= len(group) for key, group in groups.items())


def test_those_never_asked_come_first_and_then_those_asked_longest_ago():
    never, long_ago, lately = (
        Candidate(1),
        Candidate(2, asked_on=date(2025, 1, 1)),
        Candidate(3, asked_on=date(2026, 1, 1)),
    )
    assert keys(asked_longest_ago([lately, never, long_ago], 2, "seed")) == [1, 2]
