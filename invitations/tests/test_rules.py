"""Rules that name a part of the panel."""

from datetime import date

import pytest

from invitations.audiences import look_at, may_be_asked
from invitations.models import Contact, Mailing
from invitations.rules import EVERYBODY, KINDS, BadRules, add, find, read, replace
from invitations.tests.builders import NOW, make_asking, make_invitation, make_member
from members.models import Topic

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 15)


def rule(kind, value):
    return {"rule": kind, "value": value}


def group(how, *parts):
    return {"how": how, "parts": list(parts)}


def named(rules, members):
    """The names (keys of `members`) of those the rules name."""
    found = set(may_be_asked(read(rules), asking=None, today=TODAY))
    return {name for name, member in members.items() if member in found}


@pytest.fixture
def members():
    return {
        "ada": make_member(birth_year=1990, gender="woman", zone="East", place="SANDVIKA", language="en"),
        "bo": make_member(birth_year=1960, gender="man", zone="West", place="RUD", wants_workshops=True),
        "cy": make_member(birth_year=2011, zone="East", place="RUD", joined_on=date(2026, 8, 1)),
    }


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("age", ["30–44"], {"ada"}),
        ("age", ["30–44", "60–74"], {"ada", "bo"}),
        ("age", ["15–29"], {"cy"}),
        ("gender", ["woman", ""], {"ada", "cy"}),
        ("place", ["RUD"], {"bo", "cy"}),
        ("zone", ["East"], {"ada", "cy"}),
        ("language", ["en"], {"ada"}),
        ("workshops", "yes", {"bo"}),
        ("workshops", "no", {"ada", "cy"}),
        ("joined_before", "2026-08-01", {"ada", "bo"}),
        ("joined_after", "2026-07-31", {"cy"}),
    ],
)
def test_each_rule_names_whom_it_says(members, kind, value, expected):
    for name in ("ada", "bo"):
        members[name].joined_on = date(2026, 1, 1)
        members[name].save()
    assert named(group("all", rule(kind, value)), members) == expected
    assert named(group("none", rule(kind, value)), members) == set(members) - expected


def test_groups_hold_of_all_any_or_none_and_lie_inside_each_other(members):
    east, rud = rule("zone", ["East"]), rule("place", ["RUD"])
    assert named(group("all", east, rud), members) == {"cy"}
    assert named(group("any", east, rud), members) == {"ada", "bo", "cy"}
    assert named(group("none", east, rud), members) == set()
    assert named(group("all", east, group("none", rud)), members) == {"ada"}
    assert named(group("any", group("all", east, rud), rule("workshops", "yes")), members) == {"bo", "cy"}


def test_a_group_without_rules_names_everybody(members):
    assert named({}, members) == named(group("all"), members) == set(members)


def test_topics(members):
    traffic = Topic.objects.create(name_nb="Trafikk")
    members["bo"].topics.add(traffic)
    assert named(group("all", rule("topic", [str(traffic.pk)])), members) == {"bo"}


def test_who_was_asked_and_who_answered_a_survey_that_is_over(members):
    asking = make_asking()
    make_invitation(asking, members["ada"], answered=True)
    make_invitation(asking, members["bo"])
    assert named(group("all", rule("asked_about", asking.pk)), members) == {"ada", "bo"}
    # Nobody can be picked by whether she has answered while that may still change.
    assert named(group("all", rule("answered", asking.pk)), members) == set()
    assert named(group("all", rule("did_not_answer", asking.pk)), members) == set()
    asking.cohort_fixed_at = NOW
    asking.save()
    assert named(group("all", rule("answered", asking.pk)), members) == {"ada"}
    assert named(group("all", rule("did_not_answer", asking.pk)), members) == {"bo"}


def test_who_was_asked_lately_or_never(members):
    mailing = Mailing.objects.create(kind="information", state="sent_off", queued_at=NOW)
    Contact.objects.create(mailing=mailing, member=members["ada"], written_on=date(2026, 9, 1))
    Contact.objects.create(mailing=mailing, member=members["bo"], written_on=date(2026, 9, 1), takes_a_place=False)
    make_invitation(make_asking(), members["cy"])
    assert named(group("all", rule("asked_since", "2026-09-01")), members) == {"ada"}
    assert named(group("all", rule("not_asked_since", "2026-09-02")), members) == set(members)
    assert named(group("all", rule("never_asked", "yes")), members) == {"bo"}
    assert named(group("all", rule("never_asked", "no")), members) == {"ada", "cy"}


def test_every_rule_can_be_filled_in_stored_and_said(members):
    asking = make_asking(cohort_fixed_at=NOW)
    topic = Topic.objects.create(name_nb="Trafikk")
    values = {
        "age": ["30–44"], "gender": [""], "place": ["SANDVIKA"], "zone": ["Sandvika"], "topic": [str(topic.pk)],
        "language": ["nb"], "joined_before": "2026-01-01", "joined_after": "2026-01-01", "workshops": "yes",
        "asked_about": str(asking.pk), "answered": str(asking.pk), "did_not_answer": str(asking.pk),
        "asked_since": "2026-01-01", "not_asked_since": "2026-01-01", "never_asked": "yes",
    }  # fmt: skip
    assert values.keys() == KINDS.keys()
    for key, typed in values.items():
        kind = KINDS[key]
        stored = kind.store(kind.field().clean([kind.field().choices[0][0]] if key in ("place", "zone") else typed))
        test = read(group("all", rule(key, stored))).parts[0]
        assert test.words()
        test.condition(TODAY)


@pytest.mark.parametrize(
    "rules",
    [
        {"rule": "shoe_size", "value": 41},
        {"how": "some", "parts": []},
        {"parts": []},
        "zone",
        {"how": "all", "parts": [{"how": "all", "parts": [{"how": "all", "parts": [{"how": "all", "parts": [{"how": "all", "parts": []}]}]}]}]},
        {"how": "all", "parts": [{"rule": "zone", "value": ["East"]}] * 41},
    ],
)  # fmt: skip
def test_rules_nobody_could_have_made_are_refused(rules):
    with pytest.raises(BadRules):
        read(rules)


def test_a_tree_is_changed_by_making_another():
    tree = read(group("all", rule("zone", ["East"]), group("any", rule("place", ["RUD"]))))
    assert read(tree.dump()) == tree
    part = find(tree, (1, 0))
    assert part.value == ["RUD"]
    assert add(tree, (1,), part).parts[1].parts == (part, part)
    assert replace(tree, (0,), lambda part: None).parts == (tree.parts[1],)
    assert len(tree.parts) == 2
    for path in [(5,), (0, 0), (1, 7)]:
        with pytest.raises(BadRules):
            find(tree, path)
    with pytest.raises(BadRules):
        add(tree, (0,), part)


def test_a_look_costs_few_queries_however_many_rules_there_are(members, django_assert_num_queries):
    rules = group("all", rule("zone", ["East"]), group("any", rule("place", ["RUD"]), rule("never_asked", "yes")))
    asking = make_asking()
    with django_assert_num_queries(2):
        look_at(read(rules), asking=asking, today=TODAY)
    with django_assert_num_queries(3):
        look_at(EVERYBODY, asking=None, today=TODAY)
