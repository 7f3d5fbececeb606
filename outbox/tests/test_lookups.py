"""What mails share is looked up once a second within a batch, and nowhere else."""

import itertools

import pytest

from outbox import lookups as room
from outbox.lookups import KEPT_FOR, look_up, lookups


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is moved."""
    moments = {"now": 100.0}
    monkeypatch.setattr(room.time, "monotonic", lambda: moments["now"])
    return moments


def counter():
    """A `find` that gives 1, 2, 3 … as it is asked."""
    return itertools.count(1).__next__


def test_within_a_batch_a_thing_is_asked_for_once_a_second(clock):
    find = counter()
    with lookups():
        assert [look_up("a", find), look_up("a", find)] == [1, 1]
        clock["now"] += KEPT_FOR
        assert look_up("a", find) == 1
        clock["now"] += 0.01
        assert [look_up("a", find), look_up("a", find)] == [2, 2]


def test_one_key_never_answers_for_another(clock):
    find = counter()
    with lookups():
        assert [look_up(("mailing", 1), find), look_up(("mailing", 2), find), look_up(("mailing", 1), find)] == [
            1,
            2,
            1,
        ]


def test_outside_a_batch_and_in_the_next_one_nothing_is_remembered(clock):
    find = counter()
    assert [look_up("a", find), look_up("a", find)] == [1, 2]
    with lookups():
        assert look_up("a", find) == 3
    assert look_up("a", find) == 4
    with lookups():
        assert look_up("a", find) == 5


def test_nothing_found_is_remembered_too_and_a_failure_is_not(clock):
    asked = []
    with lookups():
        assert look_up("a", lambda: asked.append(1)) is None
        assert look_up("a", lambda: asked.append(1)) is None
        assert len(asked) == 1
        with pytest.raises(ZeroDivisionError):
            look_up("b", lambda: 1 / 0)
        assert look_up("b", counter()) == 1


def test_a_batch_that_breaks_forgets():
    with pytest.raises(ZeroDivisionError), lookups():
        look_up("a", counter())
        raise ZeroDivisionError
    find = counter()
    assert [look_up("a", find), look_up("a", find)] == [1, 2]
