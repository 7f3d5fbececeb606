"""Links that end: what is signed, and what kills them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.logs import mask
from members.links import Purpose, find, find_short_lived, make, make_short_lived
from members.models import Member

from .builders import make_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(minutes=30)


def opened(link, *, purpose=Purpose.ENTER, now=NOW):
    return find_short_lived(purpose, link, Member.objects.all(), now=now)


def test_a_link_opens_until_its_end_and_not_at_it():
    member = make_member()
    link = make_short_lived(Purpose.ENTER, member, until=UNTIL)
    assert opened(link) == opened(link, now=UNTIL - timedelta(seconds=1)) == member
    assert opened(link, now=UNTIL) is None


def test_nobody_can_move_the_end():
    link = make_short_lived(Purpose.ENTER, make_member(), until=UNTIL)
    number, text = link.split(".")
    later = f"{int(UNTIL.timestamp()) + 3600:08x}"
    assert opened(f"{number}.{later}{text[8:]}") is None


def test_raising_the_generation_kills_it():
    member = make_member()
    link = make_short_lived(Purpose.ENTER, member, until=UNTIL)
    Member.objects.update(access_generation=1)
    assert opened(link) is None


def test_one_purpose_never_stands_in_for_another():
    member = make_member()
    for made in Purpose:
        link = make_short_lived(made, member, until=UNTIL)
        lasting = make(made, member)
        for asked in Purpose:
            assert (opened(link, purpose=asked) is not None) == (made == asked)
            assert opened(lasting, purpose=asked) is None
            assert find(asked, link, Member.objects.all()) is None


def test_anothers_cut_and_foreign_links_open_nothing_and_ask_one_query_at_most():
    one, other = make_member(), make_member()
    link = make_short_lived(Purpose.ENTER, one, until=UNTIL)
    tail = link.partition(".")[2]
    for wrong in (
        f"{other.pk}.{tail}",
        link[:-1],
        f"{link}A",
        "",
        ".",
        "x",
        "\0",
        "1." + "f" * 30,
        "٣" + link,
        link * 9,
    ):
        with CaptureQueriesContext(connection) as queries:
            assert opened(wrong) is None
        assert len(queries) <= 1


def test_an_older_secret_still_opens_while_it_is_listed(settings):
    member = make_member()
    link = make_short_lived(Purpose.ENTER, member, until=UNTIL)
    settings.PANEL_SECRET, settings.PANEL_SECRET_FALLBACKS = "another secret", [settings.PANEL_SECRET]
    assert opened(link) == member
    settings.PANEL_SECRET_FALLBACKS = []
    assert opened(link) is None


def test_logs_mask_it():
    link = make_short_lived(Purpose.ENTER, make_member(), until=UNTIL)
    assert mask(f"GET /min-deltakelse/inn/{link}/") == "GET /min-deltakelse/inn/[link]/"
