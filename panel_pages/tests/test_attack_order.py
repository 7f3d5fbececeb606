"""Rows remember in which order they were written, on every database: here that says nothing of who wrote what.

The same look at rows that nobody shuffled must name everybody, or it proves nothing.
"""

import json
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

import surveys.box
import surveys.slot
import surveys.subjects
from panel_pages.tests import attacker
from panel_pages.tests.builders import make_survey
from panel_pages.tests.modes import in_code
from panel_pages.tests.test_attack import NO_BETTER_THAN_GUESSING, PEOPLE
from surveys.models import Box, FreeText, Response

pytestmark = pytest.mark.django_db

QUESTIONS = [
    ("number", {"label": "Which?", "help_text": "", "required": True, "lowest": 0, "highest": 999, "unit": ""}),
    ("long_text", {"label": "Why?", "help_text": "", "required": False}),
]


class Unshuffled:
    """What would leave everything in the order in which it came."""

    def shuffle(self, rows):
        pass


def answer_in_order(page, first=0, *, has_subjects=False):
    """Sixty people answer one after the other, each with her own number."""
    box = Box.objects.get(page_id=page.pk)
    which, why = (question.key for question in page.get_form_fields())
    for number in range(first, first + PEOPLE):
        subject = uuid.uuid4() if has_subjects else None
        surveys.slot.drop(box, {which: number, why: f"text {number}"}, subject=subject)


def open_up(page):
    box = Box.objects.get(page_id=page.pk)
    assert surveys.box.open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now()) == PEOPLE


def in_order(model, column, place=None):
    """The numbers in a table, in the order in which its rows lie or of another column."""
    place = place or {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    found = attacker.rows(f"SELECT {column} FROM {model._meta.db_table} ORDER BY {place}")  # noqa: S608 - constants
    return [number_in(value) for (value,) in found]


def number_in(value):
    """The number somebody gave, or wrote."""
    if isinstance(value, str) and value.startswith("text "):
        return int(value.split()[1])
    (number,) = (json.loads(value) if isinstance(value, str) else value).values()
    return number


def hits(order, other):
    """How often two orders have the same in the same place."""
    return sum(one == another for one, another in zip(order, other, strict=True))


def orders(place=None):
    """The numbers in rows of answers and of texts."""
    return in_order(Response, "form_data", place), in_order(FreeText, "text", place)


def test_rows_that_came_out_of_the_box_lie_in_no_order_of_answering():
    page = make_survey(questions=QUESTIONS)
    answer_in_order(page)
    open_up(page)
    answers, texts = orders()
    assert sorted(answers) == sorted(texts) == list(range(PEOPLE))
    for order, other in ((answers, sorted(answers)), (texts, sorted(texts)), (answers, texts)):
        assert hits(order, other) <= NO_BETTER_THAN_GUESSING


def test_rows_that_nobody_shuffles_name_everybody(monkeypatch):
    monkeypatch.setattr(surveys.box.secrets, "SystemRandom", Unshuffled)
    # The other half of the hiding: keys that tell nothing, in whose order sealed rows are read.
    monkeypatch.setattr(surveys.slot, "random_key", iter(range(1, 1000)).__next__)
    page = make_survey(questions=QUESTIONS)
    answer_in_order(page)
    open_up(page)
    assert all(hits(order, sorted(order)) == PEOPLE for order in orders())


def test_a_second_opening_tells_no_more_of_the_first_or_of_itself():
    page = make_survey(questions=QUESTIONS)
    answer_in_order(page)
    open_up(page)
    before = set(Response.objects.values_list("pk", flat=True))
    surveys.box.let_open_again(Box.objects.get(page_id=page.pk))
    answer_in_order(page, first=PEOPLE)
    open_up(page)
    assert before < set(Response.objects.values_list("pk", flat=True))
    for order in orders():
        later = [number for number in order if number >= PEOPLE]
        earlier = [number for number in order if number < PEOPLE]
        for batch in (earlier, later):
            assert hits(batch, sorted(batch)) <= NO_BETTER_THAN_GUESSING


def test_rows_written_anew_without_a_code_lie_in_no_order_they_had():
    page = in_code(questions=QUESTIONS)
    answer_in_order(page, has_subjects=True)
    open_up(page)
    before, by_key, keys = orders(), orders("id"), set(Response.objects.values_list("pk", flat=True))
    surveys.subjects.take_out_subjects(Box.objects.get(page_id=page.pk))
    after = orders()
    assert not keys & set(Response.objects.values_list("pk", flat=True))
    for order, old, old_keys in zip(after, before, by_key, strict=True):
        assert sorted(order) == sorted(old)
        assert hits(order, old) <= NO_BETTER_THAN_GUESSING
        assert hits(order, old_keys) <= NO_BETTER_THAN_GUESSING
        assert hits(order, sorted(order)) <= NO_BETTER_THAN_GUESSING
