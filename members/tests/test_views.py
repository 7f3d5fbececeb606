from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.links import Purpose, make
from members.models import AddressChange, Enrolment, Member, MonthlyCount, PrivacyNotice
from members.pauses import ends_of_pauses

from .builders import make_enrolment, make_member

pytestmark = pytest.mark.django_db
PAGES = [
    ("confirm", Purpose.CONFIRM),
    ("withdraw", Purpose.WITHDRAW),
    ("leave", Purpose.LEAVE),
    ("stop", Purpose.STOP),
    ("stay", Purpose.STAY),
    ("confirm_details", Purpose.CONFIRM_DETAILS),
    ("move_from", Purpose.MOVE_FROM),
    ("move_to", Purpose.MOVE_TO),
]


def make_row(purpose):
    if purpose in (Purpose.CONFIRM, Purpose.WITHDRAW):
        return make_enrolment()
    if purpose in (Purpose.MOVE_FROM, Purpose.MOVE_TO):
        return AddressChange.objects.create(member=make_member(), email="n@example.org", email_key="n@example.org")
    return make_member()


def address(view, purpose, row):
    return reverse(f"members:{view}", args=[make(purpose, row)])


@pytest.mark.parametrize(
    "template", sorted((settings.BASE_DIR / "templates" / "members").glob("*.html")), ids=lambda path: path.stem
)
def test_no_page_of_a_link_is_a_dead_end(template):
    source = template.read_text()
    if '{% extends "base_message.html" %}' in source:
        assert "<form" in source or "members/leaving.html" in source or "components/to_front_page.html" in source


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
            response = method(reverse(f"members:{view}", args=["LINK"]).replace("LINK", wrong))
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
    _months, until_on = ends_of_pauses(timezone.localdate())[1]
    assert f'value="{until_on}"' in client.get(url).content.decode()
    client.post(url, {"choice": "pause", "until_on": until_on})
    member.refresh_from_db()
    assert (member.state, member.paused_until_on) == ("paused", until_on)
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


@pytest.mark.parametrize("view, purpose", [page for page in PAGES if page[0] != "stop"])
def test_another_site_cannot_post(view, purpose):
    row = make_row(purpose)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(view, purpose, row), {"choice": "leave"}).status_code == 403
    type(row).objects.get(pk=row.pk)


def test_a_mail_program_stops_the_mail_with_one_click_and_can_do_no_more():
    member = make_member()
    strict = Client(enforce_csrf_checks=True)
    one_click = {"List-Unsubscribe": "One-Click"}
    assert strict.post(address("stop", Purpose.STOP, member), one_click).status_code == 200
    assert strict.post(address("stop", Purpose.STOP, member), {"choice": "leave"}).status_code == 200
    member.refresh_from_db()
    assert member.state == "stopped"
    stop_link = make(Purpose.STOP, member)
    for view in ("leave", "stay", "confirm_details"):
        assert Client().post(reverse(f"members:{view}", args=[stop_link])).status_code == 404


def test_stopping_the_mail_from_the_page_to_leave_on_erases_nobody(client):
    member = make_member()
    page = client.post(address("leave", Purpose.LEAVE, member), {"choice": "stop"}).content.decode()
    assert make(Purpose.STOP, member) in page
    assert Member.objects.get().state == "stopped"


def test_stopping_is_undone_by_one_click(client):
    member = make_member()
    page = client.post(address("stop", Purpose.STOP, member)).content.decode()
    undo = reverse("members:restart", args=[make(Purpose.STOP, member)])
    assert f'action="{undo}"' in page
    assert Client(enforce_csrf_checks=True).post(undo).status_code == 403
    assert client.get(undo).status_code == 405
    client.post(undo)
    member.refresh_from_db()
    assert member.state == "active"


def test_why_somebody_left_is_counted_and_a_reason_of_her_own_is_not(client):
    for reason in ("left_too_often", "", "<b>x</b>", "\0", "joined"):
        client.post(address("leave", Purpose.LEAVE, make_member()), {"choice": "leave", "reason": reason})
    assert not Member.objects.exists()
    counts = dict(MonthlyCount.objects.values_list("transition", "count"))
    assert counts == {"left": 5, "left_too_often": 1}


@pytest.mark.parametrize("until_on", ["", "2020-01-01", "9999-12-31", "soon", "\0", "2027-13-45"])
def test_a_pause_without_an_end_that_can_be_is_asked_about_again(client, until_on):
    member = make_member()
    response = client.post(address("leave", Purpose.LEAVE, member), {"choice": "pause", "until_on": until_on})
    assert 'id="pause-error"' in response.content.decode()
    member.refresh_from_db()
    assert member.state == "active"


def test_the_page_speaks_the_members_language(client):
    page = client.get(address("stay", Purpose.STAY, make_member(language="en")))
    assert '<html lang="en"' in page.content.decode()


def test_whoever_did_not_fill_in_the_form_reads_the_notice_before_confirming(client):
    imported = make_enrolment(source=Enrolment.Source.IMPORT)
    url = address("confirm", Purpose.CONFIRM, imported)
    newest = PrivacyNotice.objects.create(version="newest", text_nb="<p>Read me.</p>")
    assert "Read me." in client.get(url).content.decode()
    client.post(url)
    assert Member.objects.get().notice == newest
    assert "Read me." not in client.get(address("confirm", Purpose.CONFIRM, make_enrolment())).content.decode()


def test_a_link_to_confirm_runs_out_after_a_week_and_after_a_month_for_those_taken_over(client):
    now = timezone.now()
    ages = {
        "site": (timedelta(days=6, hours=23), timedelta(days=7)),
        "import": (timedelta(days=29), timedelta(days=30)),
    }
    for source, (young, old) in ages.items():
        for age, status in ((young, 200), (old, 404)):
            enrolment = make_enrolment(source=source, created_at=now - age)
            assert client.get(address("confirm", Purpose.CONFIRM, enrolment)).status_code == status
