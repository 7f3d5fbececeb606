import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.links import Purpose, make
from members.models import Enrolment, Member

from .builders import make_enrolment, make_member

pytestmark = pytest.mark.django_db
PAGES = [("confirm", Purpose.CONFIRM), ("withdraw", Purpose.WITHDRAW), ("leave", Purpose.LEAVE)]


def make_row(purpose):
    return make_member() if purpose == Purpose.LEAVE else make_enrolment()


def address(view, purpose, row):
    return reverse(f"members:{view}", args=[make(purpose, row)])


@pytest.mark.parametrize("view, purpose", PAGES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_writes_nothing(client, view, purpose, method):
    url = address(view, purpose, make_row(purpose))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert getattr(client, method)(url).status_code == 200
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("view, purpose", PAGES)
def test_token_pages_leak_nowhere(client, view, purpose):
    row = make_row(purpose)
    for url in (address(view, purpose, row), address(view, purpose, row)[:-3] + "/"):
        response = client.get(url)
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
        assert row.email not in response.content.decode()


@pytest.mark.parametrize("view, purpose", PAGES)
def test_dead_forged_and_foreign_links_get_the_same_page(client, view, purpose):
    row = make_row(purpose)
    link = make(purpose, row)
    foreign = make(next(other for other in Purpose if other != purpose), row)
    pages = set()
    for wrong in (link[:-1], link[:-2] + "AA", f"9{link}", foreign, "x", "<b>x", "%00"):
        for method in (client.get, client.post):
            response = method(f"/medlem/{ {'confirm': 'bekreft', 'withdraw': 'slett', 'leave': 'ut'}[view] }/{wrong}/")
            assert response.status_code == 404
            pages.add(response.content)
    assert len(pages) == 1
    type(row).objects.get(pk=row.pk)


def test_only_posting_confirms_and_the_link_is_dead_afterwards(client):
    url = address("confirm", Purpose.CONFIRM, make_enrolment())
    client.get(url)
    assert not Member.objects.exists()
    assert client.post(url).status_code == 200
    assert Member.objects.active().count() == 1
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert Member.objects.count() == 1


def test_withdrawing_deletes_the_address(client):
    enrolment = make_enrolment()
    confirm = address("confirm", Purpose.CONFIRM, enrolment)
    assert client.post(address("withdraw", Purpose.WITHDRAW, enrolment)).status_code == 200
    assert not Enrolment.objects.exists()
    assert client.post(confirm).status_code == 404


def test_leaving_takes_two_clicks_and_no_login(client):
    url = address("leave", Purpose.LEAVE, make_member())
    assert b'value="leave"' in client.get(url).content
    assert client.post(url, {"choice": "leave"}).status_code == 200
    assert not Member.objects.exists()
    assert client.get(url).status_code == 404


def test_a_pause_can_be_taken_and_ended(client):
    member = make_member()
    url = address("leave", Purpose.LEAVE, member)
    client.post(url, {"choice": "pause"})
    member.refresh_from_db()
    assert (member.state, 180 < (member.paused_until_on - member.joined_on).days < 186) == ("paused", True)
    client.post(url, {"choice": "stay"})
    member.refresh_from_db()
    assert (member.state, member.paused_until_on) == ("active", None)


@pytest.mark.parametrize("choice", ["", "Leave", "\0", "x" * 100_000])
def test_a_choice_nobody_made_changes_nothing(client, choice):
    member = make_member(state="paused")
    response = client.post(address("leave", Purpose.LEAVE, member), {"choice": choice})
    assert b'value="leave"' in response.content
    member.refresh_from_db()
    assert member.state == "paused"


@pytest.mark.parametrize("view, purpose", PAGES)
def test_another_site_cannot_post(view, purpose):
    row = make_row(purpose)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(view, purpose, row), {"choice": "leave"}).status_code == 403
    type(row).objects.get(pk=row.pk)
