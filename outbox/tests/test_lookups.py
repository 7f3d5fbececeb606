"""What mails share is looked up once a second within a batch, and nowhere else."""

import itertools

import pytest

from outbox import lookups as room
from outbox.lookups import AHEAD, FRESH_FOR, KEPT_FOR, look_up, look_up_each, lookups
from outbox.models import Message


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


class Finder:
    """A `find` that remembers what it was asked about."""

    def __init__(self):
        self.asked = []

    def __call__(self, messages):
        self.asked.append([message.subject for message in messages])
        return {message.subject: f"row {message.subject}" for message in messages if message.subject != "left"}


def line(*subjects, kind="a", batch="mailing 1"):
    return [Message(pk=number, kind=kind, batch=batch, subject=subject) for number, subject in enumerate(subjects, 1)]


def test_those_in_line_are_asked_about_together_and_each_answer_is_used_once(clock):
    find, messages = Finder(), line("1", "2", "left", "3")
    with lookups() as memory:
        memory.coming = messages
        assert [look_up_each(message, find) for message in messages] == ["row 1", "row 2", None, "row 3"]
        assert find.asked == [["1", "2", "left", "3"]]
        assert look_up_each(messages[1], find) == "row 2"
    assert len(find.asked) == 2


def test_an_answer_that_has_waited_too_long_is_asked_for_again(clock):
    find, messages = Finder(), line("1", "2", "3")
    with lookups() as memory:
        memory.coming = messages
        look_up_each(messages[0], find)
        clock["now"] += FRESH_FOR
        look_up_each(messages[1], find)
        assert len(find.asked) == 1
        clock["now"] += 0.01
        look_up_each(messages[2], find)
    assert find.asked == [["1", "2", "3"], ["3", "1", "2"]]


def test_other_kinds_and_batches_and_those_far_behind_are_not_asked_about(clock):
    find, own = Finder(), line(*map(str, range(2 * AHEAD)))
    with lookups() as memory:
        memory.coming = [*line("x", kind="b"), *line("y", batch="mailing 2"), *own]
        look_up_each(own[5], find)
    assert "x" not in find.asked[0] and "y" not in find.asked[0]
    assert 1 < len(find.asked[0]) <= AHEAD + 1


def test_outside_a_batch_one_is_asked_about_alone():
    find = Finder()
    assert [look_up_each(message, find) for message in line("1", "left")] == ["row 1", None]
    assert find.asked == [["1"], ["left"]]
