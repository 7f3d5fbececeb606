"""Answers go on their date: sealed, opened and written ones; and it is written down."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.answer_log import AnswerEntry
from surveys.box import open_box
from surveys.exporting import files
from surveys.exporting.models import AnswerFile
from surveys.jobs import forget
from surveys.models import Box, FreeText, Response, SealedAnswer
from surveys.retention import due, held
from surveys.tests.builders import answer, make_box

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def filled_box(count, *, delete_on):
    box = make_box(delete_on=delete_on)
    for _ in range(count):
        answer(box, first="Mer lys")
    return box


def opened_box(count, *, delete_on):
    box = filled_box(count, delete_on=delete_on)
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW)
    return box


def test_what_is_held_stands_with_the_date_it_goes():
    opened_box(12, delete_on=TODAY + timedelta(days=9))
    filled_box(3, delete_on=TODAY)
    make_box(delete_on=TODAY)
    assert [(one.delete_on, one.sealed, one.responses, one.texts) for one in held()] == [
        (TODAY, 3, 0, 0), (TODAY + timedelta(days=9), 0, 12, 12),
    ]  # fmt: skip


def test_the_day_on_which_codes_go_stands_beside_it_where_there_are_any():
    filled_box(3, delete_on=TODAY + timedelta(days=9))
    Box.objects.update(subject_until_on=TODAY + timedelta(days=2))
    filled_box(3, delete_on=TODAY + timedelta(days=10))
    assert [one.codes_until_on for one in held()] == [TODAY + timedelta(days=2), None]


def test_only_what_is_due_goes_and_the_log_says_how_much():
    opened_box(12, delete_on=TODAY)
    filled_box(3, delete_on=TODAY)
    opened_box(11, delete_on=TODAY + timedelta(days=1))
    forget(NOW)
    assert (SealedAnswer.objects.count(), Response.objects.count(), FreeText.objects.count()) == (0, 11, 11)
    entries = AnswerEntry.objects.order_by("pk")
    assert [(entry.action, entry.count, entry.user) for entry in entries] == [
        (AnswerEntry.Action.DELETED, 24, None), (AnswerEntry.Action.DELETED, 3, None),
    ]  # fmt: skip
    forget(NOW)
    assert entries.count() == 2


def test_a_dry_run_says_what_would_go_and_deletes_nothing(capsys):
    filled_box(3, delete_on=date.today())
    call_command("forget_answers", "--dry-run")
    assert "3 rows of 1 surveys would be deleted." in capsys.readouterr().out
    assert SealedAnswer.objects.count() == 3
    call_command("forget_answers")
    assert SealedAnswer.objects.count() == 0


def test_looking_costs_the_same_for_many_surveys():
    counts = []
    for _ in range(3):
        filled_box(2, delete_on=TODAY)
        with CaptureQueriesContext(connection) as queries:
            due(TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 4


def test_files_made_of_answers_go_with_them_and_those_that_hold_none_may_be_fetched_still(tmp_path, settings):
    settings.EXPORT_FOLDER = tmp_path
    gone, kept = opened_box(12, delete_on=TODAY), opened_box(12, delete_on=TODAY + timedelta(days=1))
    for box in (gone, kept):
        for kind in ("csv", "sav", "texts", "codebook"):
            files.order(box.page, kind, by=None, now=NOW, language="nb", purpose="x", delete_by_on=TODAY)
            files.write(files.claim(now=NOW))
    forget(NOW)
    ready = AnswerFile.objects.filter(state=AnswerFile.State.READY)
    assert {item.kind for item in ready.filter(page=gone.page)} == {"codebook"}
    assert ready.filter(page=kept.page).count() == 4
    assert len(list(tmp_path.iterdir())) == 5
