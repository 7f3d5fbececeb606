"""A connection the server has closed is never used, and trying one costs no query."""

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kept():
    """A connection of its own, kept from an earlier request."""
    other = connections["default"].copy()
    other.connect()
    other.health_check_enabled = True
    yield other
    other.close()


def begin_request(kept):
    """What Django does before a request's first query."""
    kept.health_check_done = False
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_living_connection_is_used_again(kept):
    assert kept.is_usable()
    assert begin_request(kept) == begin_request(kept)


def test_a_connection_the_server_closed_is_replaced(kept):
    before = begin_request(kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    assert not kept.is_usable()
    assert begin_request(kept) != before


def test_trying_a_connection_asks_the_server_nothing(kept, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a query was sent")

    begin_request(kept)
    monkeypatch.setattr(type(kept).__mro__[1], "is_usable", refuse)
    with CaptureQueriesContext(kept):
        begin_request(kept)


def test_what_waits_on_the_socket_is_looked_into_and_no_reason_to_give_up(kept):
    before = begin_request(kept)
    with kept.cursor() as cursor:
        cursor.execute("LISTEN panel")
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY panel")
    assert kept.is_usable()
    assert begin_request(kept) == before
