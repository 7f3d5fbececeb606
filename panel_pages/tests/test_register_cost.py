"""What the list of the register costs: as much for many as for few, and no filter reads the whole table."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Member
from members.tests.builders import make_member, make_notice
from panel_pages.register import pages
from panel_pages.register.filters import FilterForm
from panel_pages.tests.builders import make_staff
from panel_pages.tests.register import ALL, TODAY, url
from staff.tests.builders import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(client):
    """A client logged in as somebody who may do everything here."""
    client.force_login(make_staff(*ALL, username="vokter"))
    return client


def test_the_list_costs_the_same_for_many_as_for_few(caretaker):
    make_member()
    caretaker.get(url())
    with CaptureQueriesContext(connection) as few:
        caretaker.get(url(), {"q": "resident", "state": "active"})
    for _ in range(60):
        make_member()
    with CaptureQueriesContext(connection) as many:
        caretaker.get(url(), {"q": "resident", "state": "active"})
    assert len(many) == len(few)
    # The choices of the filters (two), the list, its count and the entry in the log; the rest is Wagtail's own frame.
    assert len([query for query in many if "members_" in query["sql"]]) == 5


def test_the_list_costs_ten_queries_at_most_with_the_frame_around_it(client):
    client.force_login(make_employee("Paneladministrator"))
    for _ in range(3):
        make_member()
    client.get(url())
    with CaptureQueriesContext(connection) as queries:
        client.get(url(), {"q": "resident", "state": "active"})
    assert len(queries) <= 10, [query["sql"] for query in queries]


def test_counting_stops_at_a_limit(caretaker, monkeypatch):
    monkeypatch.setattr(pages, "COUNTED_AT_MOST", 2)
    for _ in range(5):
        make_member()
    assert caretaker.get(url()).context["page"].count == 3


@pytest.mark.postgresql
def test_a_few_among_many_are_looked_up_and_not_waited_for():
    make_many(20000)
    form = FilterForm({"q": "resident-77"})
    with CaptureQueriesContext(connection) as queries:
        found = pages.page_of(form.narrow(Member.objects.all()))
    assert (found.count, len(found.members)) == (111, pages.PAGE_SIZE)
    # Walking by date would read thousands of rows before the fifty were found.
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries[1]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "members_by_joined" not in plan, plan


def make_many(count):
    """So many members, quickly."""
    notice = make_notice()
    Member.objects.bulk_create(
        Member(
            email=f"resident-{number}@example.org", email_key=f"resident-{number}@example.org", postal_code="1338",
            zone="Zone" if number % 20 == 0 else "Other", birth_year=1980, notice=notice, gender="woman",
            joined_on=TODAY - timedelta(days=number % 900),
        )
        for number in range(count)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_member")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "chosen",
    [
        {}, {"q": "resident-77"}, {"q": "resident-7777@example.org"}, {"state": "paused"}, {"zone": "Zone"},
        {"flagged": "on"}, {"state": "unreachable"}, {"answers": "many"}, {"language": "en"}, {"gender": "other"},
    ],
)  # fmt: skip
def test_no_filter_reads_the_whole_table(chosen):
    make_many(20000)
    form = FilterForm(chosen)
    with CaptureQueriesContext(connection) as queries:
        pages.page_of(form.narrow(Member.objects.all()), after=f"{TODAY:%Y-%m-%d}.20000")
    # The last that asks for members: the list itself, or where nobody fits, the search that found that out.
    listing = [query["sql"] for query in queries if 'FROM "members_member"' in query["sql"]][-1]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + listing)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on members_member" not in plan, plan
