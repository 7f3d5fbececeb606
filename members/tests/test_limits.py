"""How often somebody may ask: counted for an hour, across processes, and unreadable to whoever reads the table."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from members.limits import forget_attempts, may_have_mail, network_of, number_in_network, number_of_attempt
from members.models import Attempt

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


def from_address(address, **headers):
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def test_attempts_are_numbered_until_there_are_too_many():
    assert [number_of_attempt("join", "a", most=2, now=NOW) for _time in range(4)] == [1, 2, None, None]
    assert number_of_attempt("join", "b", most=2, now=NOW) == 1
    assert number_of_attempt("leave", "a", most=2, now=NOW) == 1


def test_the_next_hour_begins_afresh():
    assert number_of_attempt("join", "a", most=1, now=NOW) == 1
    assert number_of_attempt("join", "a", most=1, now=NOW + timedelta(minutes=29)) is None
    assert number_of_attempt("join", "a", most=1, now=NOW + timedelta(minutes=30)) == 1


def test_past_hours_are_forgotten_and_this_one_is_kept():
    number_of_attempt("join", "a", most=1, now=NOW - timedelta(hours=1))
    number_of_attempt("join", "a", most=1, now=NOW)
    assert forget_attempts(now=NOW) == 1
    assert number_of_attempt("join", "a", most=1, now=NOW) is None


def test_nothing_in_the_table_tells_who_it_was():
    number_of_attempt("join", "203.0.113.0/24", most=5, now=NOW)
    may_have_mail("kari@example.org", now=NOW)
    text = str(list(Attempt.objects.values()))
    assert "203" not in text
    assert "kari" not in text
    keys = set(Attempt.objects.values_list("key", flat=True))
    number_of_attempt("join", "203.0.113.0/24", most=5, now=NOW + timedelta(hours=1))
    assert len(set(Attempt.objects.values_list("key", flat=True)) - keys) == 1


def test_an_attempt_costs_the_same_the_first_time_and_the_last():
    costs = []
    for _time in range(3):
        with CaptureQueriesContext(connection) as queries:
            number_of_attempt("join", "a", most=5, now=NOW)
        costs.append(len(queries))
    assert len(set(costs)) == 1


def test_addresses_of_one_mailbox_are_one():
    assert [may_have_mail(email, now=NOW) for email in ("a@b.no", "A@B.no", " a@b.no", "a@B.NO")] == [True] * 3 + [
        False
    ]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("127.0.0.1", None),
        ("10.1.2.3", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_a_network_is_a_street_and_never_ourselves(address, network):
    assert network_of(from_address(address)) == network


def test_no_header_is_believed_unless_it_is_named(settings):
    request = from_address("203.0.113.7", **{"X-Forwarded-For": "198.51.100.9", "X-Real-IP": "198.51.100.9"})
    assert network_of(request) == "203.0.113.0/24"
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    assert network_of(request) == "198.51.100.0/24"
    assert network_of(from_address("203.0.113.7")) is None


def test_of_several_addresses_in_the_header_the_one_our_proxy_saw_counts(settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Forwarded-For"
    request = from_address("127.0.0.1", **{"X-Forwarded-For": "192.0.2.1, 198.51.100.9"})
    assert network_of(request) == "198.51.100.0/24"


def test_neighbours_share_a_limit_and_others_do_not(settings):
    settings.ASKS_PER_NETWORK = 2
    asked = [number_in_network("join", from_address(f"203.0.113.{host}"), now=NOW) for host in (1, 2, 3)]
    assert asked == [1, 2, None]
    assert number_in_network("join", from_address("203.0.112.1"), now=NOW) == 1


@pytest.mark.postgresql
def test_the_table_is_kept_out_of_the_log_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'members_attempt'")
        assert cursor.fetchone() == ("u",)
