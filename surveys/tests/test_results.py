"""From answers to tables."""

import pytest
from django.conf import settings
from django.utils import timezone

from surveys.blocks import with_ids
from surveys.box import open_box
from surveys.models import Box
from surveys.results import results
from surveys.tests.builders import QUESTIONS, answer, make_box


def open_with(answers):
    box = make_box()
    for one in answers:
        answer(box, **one)
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    return Box.objects.get(pk=box.pk)


def by_label(data):
    return {item["label"]: item for item in data["items"] if item["type"] != "heading"}


@pytest.mark.django_db
def test_each_question_becomes_a_table_in_words():
    box = open_with(
        [{"easy": "Yes", "where": ["Phone", "Web"], "content": 5}] * 9 + [{"easy": "No", "where": ["Web"]}] * 3
    )
    data = results(box, invited=20)
    assert (data["n"], data["invited"], data["rate"]) == (12, 20, 60)
    tables = by_label(data)
    assert [(row["label"], row["count"], row["percent"]) for row in tables["Easy?"]["rows"]] == [
        ("Yes", 9, 75),
        ("No", 3, 25),
    ]
    assert [(row["label"], row["count"]) for row in tables["Where?"]["rows"]] == [
        ("Phone", 9),
        ("Desk", 0),
        ("Web", 12),
    ]


@pytest.mark.django_db
def test_headings_keep_their_place():
    data = results(open_with([{}] * 10), invited=10)
    assert [item["type"] for item in data["items"]][0] == "heading"


@pytest.mark.django_db
def test_what_is_only_to_be_read_stands_in_no_results():
    box = make_box(with_ids([("information", {"text": "<p>Look at the map.</p>"}), *QUESTIONS]))
    assert box.version.texts["words"][box.version.texts["order"][0]]["html"]
    for _ in range(10):
        answer(box)
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    box.refresh_from_db()
    assert [item["type"] for item in results(box, invited=10)["items"]][:2] == ["heading", "single_choice"]


@pytest.mark.django_db
def test_a_question_answered_by_fewer_than_ten_shows_nothing():
    box = open_with([{"content": 5, "word": "Kart"}] * 9 + [{}])
    tables = by_label(results(box, invited=20))
    for label in ("How content?", "One word"):
        assert tables[label]["is_hidden"]
        assert tables[label]["n"] is None
        assert tables[label]["rows"] == []
    assert not tables["Easy?"]["is_hidden"]


@pytest.mark.django_db
def test_special_categories_hide_small_cells_in_totals_too():
    box = open_with([{"easy": "Yes"}] * 10 + [{"easy": "No"}] * 3)
    rows = by_label(results(box, invited=20, has_special_categories=True))["Easy?"]["rows"]
    assert [row["count"] for row in rows] == [None, None]
    assert [row["percent"] for row in rows] == [None, None]


@pytest.mark.django_db
def test_written_answers_are_never_in_the_figures():
    box = open_with([{"word": "hemmelig-ord", "first": "hemmelig-tekst"}] * 12)
    assert "hemmelig" not in str(results(box, invited=12))
