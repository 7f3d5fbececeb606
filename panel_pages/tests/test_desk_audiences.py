"""Audiences are built with plain forms, one press at a time."""

import re

import pytest
from django.urls import reverse

from invitations.models import Audience
from invitations.tests.builders import make_member
from members.models import Topic
from panel_pages.tests.builders import make_staff

pytestmark = pytest.mark.django_db


def url(view, *args):
    return reverse(f"survey_desk:{view}", args=args)


@pytest.fixture
def owner(client):
    client.force_login(make_staff("invitations.send_mailing"))
    return client


@pytest.fixture
def audience(owner):
    owner.post(url("audiences"), {"name": "Unge i øst"})
    return Audience.objects.get()


def stamp(owner, audience):
    html = owner.get(url("audience", audience.pk)).content.decode()
    return re.search(r'name="stamp" value="(\w+)"', html)[1]


def add(owner, audience, kind, value, path=""):
    typed = {"kind": kind, "value": value, "path": path, "stamp": stamp(owner, audience)}
    return owner.post(url("add_rule", audience.pk), typed)


def change(owner, audience, **typed):
    return owner.post(url("change_audience", audience.pk), {"stamp": stamp(owner, audience), "path": "", **typed})


def rules(audience):
    audience.refresh_from_db()
    return audience.rules


def test_a_rule_about_topics_says_when_there_are_none(owner, audience):
    asked = {"kind": "topic", "path": "", "stamp": stamp(owner, audience)}
    assert 'name="value"' not in owner.get(url("add_rule", audience.pk), asked).content.decode()
    Topic.objects.create(name_nb="Trafikk")
    assert 'name="value"' in owner.get(url("add_rule", audience.pk), asked).content.decode()
    assert 'name="value"' in owner.get(url("add_rule", audience.pk), asked | {"kind": "joined_after"}).content.decode()


def test_an_audience_is_built_rule_by_rule_and_group_by_group(owner, audience):
    make_member(birth_year=2000, language="en")
    make_member(birth_year=2000)
    make_member(birth_year=1950)
    add(owner, audience, "age", ["15–29"])
    change(owner, audience, act="add_group")
    change(owner, audience, act="how", how="none", path="1")
    add(owner, audience, "language", ["en"], path="1")

    assert rules(audience) == {
        "how": "all",
        "parts": [
            {"rule": "age", "value": ["15–29"]},
            {"how": "none", "parts": [{"rule": "language", "value": ["en"]}]},
        ],
    }
    assert '<dd id="audience-count">1</dd>' in owner.get(url("audience", audience.pk)).content.decode()

    change(owner, audience, act="take_out", path="1")
    assert len(rules(audience)["parts"]) == 1


def test_the_form_of_a_rule_says_what_is_wrong_with_it(owner, audience):
    response = add(owner, audience, "age", ["100–200"])
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert rules(audience)["parts"] == []


@pytest.mark.parametrize(
    "typed",
    [
        {"act": "take_out"}, {"act": "take_out", "path": "7"}, {"act": "take_out", "path": "x"}, {"act": "dance"}, {},
        {"act": "how", "how": "some"}, {"act": "add_group", "path": "0"}, {"act": "how", "how": "any", "path": "0"},
    ],
)  # fmt: skip
def test_nonsense_changes_nothing(owner, audience, typed):
    add(owner, audience, "zone", ["Sandvika"])
    add(owner, audience, "language", ["nb"])
    before = rules(audience)
    assert change(owner, audience, **typed).status_code == 302
    assert rules(audience) == before


def test_an_unknown_kind_of_rule_is_refused(owner, audience):
    assert owner.get(url("add_rule", audience.pk), {"kind": "shoe_size"}).status_code == 302
    assert add(owner, audience, "shoe_size", "41").status_code == 302
    assert rules(audience)["parts"] == []


def test_two_people_who_change_an_audience_at_once_do_not_undo_each_other(owner, audience):
    seen = stamp(owner, audience)
    add(owner, audience, "language", ["en"])
    typed = {"kind": "language", "value": ["nb"], "path": "", "stamp": seen}
    owner.post(url("add_rule", audience.pk), typed)
    assert len(rules(audience)["parts"]) == 1


def test_an_audience_can_be_renamed_and_deleted(owner, audience):
    owner.post(url("audience", audience.pk), {"name": "Unge"})
    assert Audience.objects.get().name == "Unge"
    owner.post(url("delete_audience", audience.pk))
    assert not Audience.objects.exists()


def test_two_audiences_do_not_share_a_name(owner, audience):
    response = owner.post(url("audiences"), {"name": "Unge i øst"})
    assert response.status_code == 200
    assert Audience.objects.count() == 1
