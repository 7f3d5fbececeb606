"""The list of the register: found by what one knows of a member, and every look written down."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import RegisterEntry, Topic
from members.register_log import note
from members.tests.builders import make_member
from panel_pages.register import pages
from panel_pages.register.access import EDIT, LOG, OPEN, SEE
from panel_pages.tests.builders import fill_box, make_staff, make_survey
from panel_pages.tests.register import ALL, TODAY, addresses, entry, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(client):
    """A client logged in as somebody who may do everything here."""
    client.force_login(make_staff(*ALL, username="vokter"))
    return client


def test_newest_members_stand_first(caretaker):
    old = make_member(joined_on=TODAY - timedelta(days=9))
    new, newer = make_member(), make_member()
    assert addresses(caretaker.get(url())) == [newer.email, new.email, old.email]


@pytest.mark.parametrize("counted_at_most", [pages.COUNTED_AT_MOST, 4], ids=["few", "many"])
def test_pages_lead_on_and_back_and_show_everybody_once(caretaker, monkeypatch, counted_at_most):
    monkeypatch.setattr(pages, "PAGE_SIZE", 3)
    monkeypatch.setattr(pages, "COUNTED_AT_MOST", counted_at_most)
    members = [make_member(joined_on=TODAY - timedelta(days=number // 4)) for number in range(10)]
    seen, response = [], caretaker.get(url())
    while True:
        seen += addresses(response)
        older = response.context["page"].older
        if not older:
            break
        response = caretaker.get(url(), {"etter": older})
    assert len(seen) == len(set(seen)) == len(members)
    back = caretaker.get(url(), {"foer": response.context["page"].newer})
    assert addresses(back) == seen[6:9]
    assert addresses(caretaker.get(url(), {"foer": back.context["page"].newer})) == seen[3:6]


@pytest.mark.parametrize("key", ["x", "2026-99-99.1", "2026-01-01", "2026-01-01.x", "9" * 40, "\0"])
def test_a_key_that_is_none_leads_to_the_first_page(caretaker, key):
    member = make_member()
    assert addresses(caretaker.get(url(), {"etter": key})) == [member.email]


@pytest.mark.parametrize(
    ("chosen", "details"),
    [
        ({"q": "KARI@exam"}, {"email": "kari@example.org"}),
        ({"q": "kari"}, {"email": "kari@example.org"}),
        ({"q": "Kari@EXAMPLE.org"}, {"email": "kari@example.org"}),
        ({"q": "1351"}, {"postal_code": "1351"}),
        ({"q": "rykk"}, {"place": "Rykkinn"}),
        ({"state": "paused"}, {"state": "paused"}),
        ({"state": "unreachable"}, {"unreachable_since_on": TODAY}),
        ({"age": "75+"}, {"birth_year": TODAY.year - 80}),
        ({"age": "15–29"}, {"birth_year": TODAY.year - 14}),
        ({"gender": "man"}, {"gender": "man"}),
        ({"place": "Rykkinn"}, {"place": "Rykkinn"}),
        ({"language": "nn"}, {"language": "nn"}),
        ({"answers": "none"}, {"recent_answers": "000"}),
        ({"answers": "few"}, {"recent_answers": "0110"}),
        ({"answers": "many"}, {"recent_answers": "110100"}),
        ({"joined_to": "2020-01-01"}, {"joined_on": TODAY.replace(year=2019)}),
        ({"flagged": "on"}, {"postal_code_is_flagged": True}),
    ],
)
def test_each_filter_finds_the_one_and_not_the_others(caretaker, chosen, details):
    make_member(gender="woman", recent_answers="", email="anna@example.org")
    found = make_member(**({"gender": "woman", "recent_answers": ""} | details))
    assert addresses(caretaker.get(url(), chosen)) == [found.email]


def test_members_are_found_by_topic_and_zone_and_when_they_were_never_asked(caretaker):
    topic = Topic.objects.create(name_nb="Trafikk")
    zone = "Lysaker–Fornebu–Snarøya"
    found = make_member(zone=zone, joined_on=TODAY - timedelta(days=1))
    found.topics.add(topic)
    make_member(recent_answers="1")
    for chosen in ({"topic": topic.pk}, {"zone": zone}, {"answers": "unasked"}):
        assert addresses(caretaker.get(url(), chosen)) == [found.email]
    assert addresses(caretaker.get(url(), {"topic": topic.pk, "gender": "man"})) == []


def test_a_per_cent_sign_finds_only_itself(caretaker):
    make_member()
    assert addresses(caretaker.get(url(), {"q": "%"})) == []
    assert addresses(caretaker.get(url(), {"q": "_esident"})) == []


@pytest.mark.parametrize(
    "chosen", [{"state": "x"}, {"joined_from": "=cmd()"}, {"q": "\0"}, {"q": "x" * 300}, {"topic": "9" * 30}]
)
def test_a_filter_that_is_none_says_so_and_shows_all(caretaker, chosen):
    member = make_member()
    response = caretaker.get(url(), chosen)
    assert response.context["form"].errors
    assert addresses(response) == [member.email]


def test_every_look_at_the_list_is_written_down_without_what_was_searched_for(caretaker):
    make_member(email="kari@example.org")
    caretaker.get(url(), {"q": "kari@example.org", "state": "active"})
    seen = entry()
    assert (seen.action, seen.user_name, seen.count, seen.purpose) == ("listed", "vokter", 1, "q, state")
    assert "kari" not in str(RegisterEntry.objects.values())


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        ("q, state", "Søk, Status"), ("unconfirmed", "Ikke bekreftet ennå"), ("mailing 12", "Utsending 12"), ("", ""),
        ("Ringte 3. mai", "Ringte 3. mai"), ("q, Oslo", "q, Oslo"),
    ],
)  # fmt: skip
def test_the_log_says_in_words_what_was_noted_in_short(caretaker, purpose, words):
    note(make_staff(), RegisterEntry.Action.LISTED, now=timezone.now(), purpose=purpose)
    assert [entry.purpose for entry in caretaker.get(url("log")).context["entries"]] == [words]


@pytest.mark.parametrize(
    ("name", "permission"),
    [("list", SEE), ("waiting", SEE), ("add", EDIT), ("log", LOG), ("member", OPEN), ("correct", EDIT)],
)
def test_each_page_needs_its_permission(client, name, permission):
    client.force_login(make_staff(*(set(ALL) - {permission})))
    number = [make_member().pk] if name in ("member", "correct") else []
    assert client.get(url(name, *number)).status_code == 403
    assert not RegisterEntry.objects.exists()


def test_what_the_register_shows_is_kept_by_no_browser(caretaker):
    assert "no-store" in caretaker.get(url())["Cache-Control"]


def test_the_menu_leads_to_the_register_for_those_who_may_see_it(client):
    client.force_login(make_staff(SEE))
    assert url() in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(make_staff(OPEN))
    assert url() not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_desk_of_a_survey_shows_no_address(client):
    page = make_survey()
    fill_box(page, 2)
    client.force_login(make_staff("invitations.send_mailing", "surveys.see_answers"))
    html = client.get(reverse("survey_desk:desk", args=[page.pk])).content.decode()
    assert not re.search(r"resident-\d+@", html)
