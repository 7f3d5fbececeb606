"""Opened answers as files, read back with the programs they are for."""

import csv
import io
from datetime import date, timedelta
from types import SimpleNamespace

import openpyxl
import pyreadstat
import pytest
from django.conf import settings
from django.utils import timezone

from staff.models import User
from surveys.answer_log import AnswerEntry
from surveys.blocks import with_ids
from surveys.box import open_box
from surveys.exporting import columns, files
from surveys.exporting.columns import columns_of
from surveys.exporting.kinds import FILE_KINDS
from surveys.exporting.models import AnswerFile
from surveys.models import Box
from surveys.questions import questions_of
from surveys.slot import drop
from surveys.tests.builders import QUESTIONS, answer, keys, make_box, stream
from surveys.tests.examples import EXAMPLES
from surveys.versions import keep_version

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def opened(box):
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW)
    return Box.objects.select_related("page", "version__structure").get(pk=box.pk)


def opened_box(answers):
    box = make_box()
    for one in answers:
        answer(box, **one)
    return opened(box)


TWELVE = [{"easy": "Yes", "where": ["Phone", "Web"], "content": 5, "first": "=SUM(1)"}] * 9 + [
    {"easy": "No", "where": ["Web"], "content": 2, "word": "Kart"}
] * 3


def file_of(box, kind, **changes):
    """The bytes of a file as staff fetch it, after the worker has written it."""
    user = User.objects.get_or_create(username="owner")[0]
    wanted = {"purpose": "Rapport", "delete_by_on": date(2027, 1, 31), "language": "nb"} | changes
    item = files.order(box.page, kind, by=user, now=NOW, **wanted)
    files.write(files.claim(now=NOW))
    item.refresh_from_db()
    assert item.state == AnswerFile.State.READY
    return files.path_of(item).read_bytes()


def rows_of_csv(data, *, delimiter=";"):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def frame_of_sav(data, tmp_path, **options):
    path = tmp_path / "answers.sav"
    path.write_bytes(data)
    return pyreadstat.read_sav(path, **options)


def test_the_file_for_spreadsheets_has_words_under_the_questions_and_says_what_it_is_for():
    data = file_of(opened_box(TWELVE), "csv", purpose="=cmd()")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = rows_of_csv(data)
    assert rows[0] == ["Formål", "'=cmd()"]
    assert rows[1] == ["Slettes innen", "31.\N{NO-BREAK SPACE}januar\N{NO-BREAK SPACE}2027"]
    assert rows[4] == ["Easy?", "Where? Phone", "Where? Desk", "Where? Web", "How content?"]
    assert sorted(rows[5:]) == sorted([["Yes", "1", "0", "1", "5"]] * 9 + [["No", "0", "0", "1", "2"]] * 3)


def test_the_file_for_programs_has_codes_under_names():
    rows = rows_of_csv(file_of(opened_box(TWELVE), "plain"), delimiter=",")
    assert [row[0][:2] for row in rows[:3]] == ["# "] * 3
    assert rows[3] == ["easy", "where_1", "where_2", "where_3", "how_content"]
    assert sorted(rows[4:]) == sorted([["1", "1", "0", "1", "5"]] * 9 + [["2", "0", "0", "1", "2"]] * 3)


def test_the_spss_file_is_read_back_with_names_labels_and_measures(tmp_path):
    frame, about = frame_of_sav(file_of(opened_box(TWELVE), "sav"), tmp_path)
    assert list(frame.columns) == ["easy", "where_1", "where_2", "where_3", "how_content"]
    assert about.column_names_to_labels["where_3"] == "Where? Web"
    assert about.variable_value_labels["easy"] == {1.0: "Yes", 2.0: "No"}
    assert about.variable_value_labels["how_content"][5.0] == "5 – very"
    assert about.variable_measure == {
        "easy": "nominal",
        "where_1": "nominal",
        "where_2": "nominal",
        "where_3": "nominal",
        "how_content": "ordinal",
    }
    assert sorted(frame["easy"]) == [1.0] * 9 + [2.0] * 3
    assert any("Rapport" in line for line in about.notes)


def test_every_kind_of_question_is_read_back_from_spss_as_it_was_answered(tmp_path):
    box = make_box(with_ids([(kind, block | {"label": kind}) for kind, block in EXAMPLES.items()]))
    questions = {question.label: question for question in questions_of(box.version.structure.data, box.version.texts)}
    matrix, ranking = questions["matrix"], questions["ranking"]
    for _ in range(10):
        drop(
            box,
            {
                questions["single_choice"].key: questions["single_choice"].options[1][0],
                questions["number"].key: 7,
                questions["date"].key: "2024-02-29",
                questions["yes_no"].key: "dont_know",
                questions["scale"].key: 0,
                matrix.key: {matrix.rows[1][0]: matrix.columns[2][0]},
                ranking.key: [ranking.options[2][0], ranking.options[0][0]],
            },
        )
    frame, about = frame_of_sav(file_of(opened(box), "sav"), tmp_path, apply_value_formats=True)
    row = frame.iloc[0].where(frame.iloc[0].notna(), None).to_dict()
    assert row == {
        "single_choice": "B", "multiple_choice_1": None, "multiple_choice_2": None, "multiple_choice_3": None,
        "number": 7.0, "date": date(2024, 2, 29), "yes_no": "Vet ikke", "place": None, "matrix_1": None,
        "matrix_2": "Don't know", "ranking_1": "plass 2", "ranking_2": None, "ranking_3": "plass 1",
        "ranking_4": None, "scale": "0 – not at all",
    }  # fmt: skip


@pytest.mark.parametrize(("count", "is_told"), [(9, False), (10, True)])
@pytest.mark.parametrize("kind", ["csv", "plain", "sav", "xlsx"])
def test_a_column_with_fewer_than_ten_answers_is_there_and_empty(count, is_told, kind, tmp_path):
    data = file_of(opened_box([{"content": 3}] * count + [{}] * 10), kind)
    if kind == "sav":
        values = list(frame_of_sav(data, tmp_path)[0]["how_content"].dropna())
    elif kind == "xlsx":
        values = [row[4] for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values][1:]
    else:
        rows = rows_of_csv(data, delimiter=";" if kind == "csv" else ",")
        values = [row[4] for row in rows[5 if kind == "csv" else 4 :]]
    assert [str(value)[0] for value in values if value not in ("", None)] == ["3"] * (count if is_told else 0)


@pytest.mark.parametrize("kind", ["csv", "plain", "xlsx", "sav"])
def test_the_worker_rests_between_pieces_as_long_as_they_took(kind, monkeypatch):
    box = opened_box(TWELVE)
    clock = SimpleNamespace(now=0.0, rests=[])
    monkeypatch.setattr(columns, "PIECE", 5)
    monkeypatch.setattr(columns, "time", SimpleNamespace(monotonic=lambda: tick(clock), sleep=clock.rests.append))
    file_of(box, kind)
    # Twelve answers are two whole pieces; looking for columns with too few answers may have read some before.
    assert len(clock.rests) >= 2
    assert set(clock.rests) == {1.0}


def tick(clock):
    """A clock that goes on by a second whenever it is looked at."""
    clock.now += 1
    return clock.now


def test_what_people_wrote_has_a_file_of_its_own_and_no_other_answer_beside_it():
    rows = rows_of_csv(file_of(opened_box(TWELVE + [{"first": "@home"}]), "texts"))
    assert rows[4] == ["Spørsmål", "Tekst"]
    # «One word» was answered by three.
    assert sorted(rows[5:]) == sorted([["What first?", "'=SUM(1)"]] * 9 + [["What first?", "'@home"]])


@pytest.mark.parametrize("kind", ["csv", "plain", "xlsx", "sav", "codebook"])
def test_no_other_file_holds_what_people_wrote(kind):
    data = file_of(opened_box([{"first": "Oksehjerte"}] * 12), kind)
    if data.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        data = repr([list(sheet.values) for sheet in book.worksheets]).encode()
    assert b"Oksehjerte" not in data


def test_the_codebook_tells_codes_conditions_and_every_version():
    raw = with_ids(QUESTIONS)
    box = make_box(raw)
    for one in TWELVE:
        answer(box, **one)
    box = opened(box)
    raw[1]["value"]["label"] = "Easy enough?"
    keep_version(box.page_id, stream(raw), now=NOW)
    book = openpyxl.load_workbook(io.BytesIO(file_of(box, "codebook")))
    codes, versions, _purpose = (list(sheet.values) for sheet in book.worksheets)
    _questions, options = keys(box)
    assert codes[2][:7] == ("easy", "Easy?", "single_choice", "ja", None, 2, "No")
    assert codes[2][8] == options["Easy?"]["No"]
    assert {(row[0], row[5]) for row in versions if row[5] in ("Easy?", "Easy enough?")} == {
        (1, "Easy?"), (2, "Easy enough?"),
    }  # fmt: skip


def test_columns_and_codes_stay_when_questions_and_options_are_moved(tmp_path):
    raw = with_ids(QUESTIONS)
    box = make_box(raw)
    for one in TWELVE:
        answer(box, **one)
    moved = [
        raw[0],
        raw[3],
        raw[2],
        {**raw[1], "value": raw[1]["value"] | {"options": raw[1]["value"]["options"][::-1]}},
        *raw[4:],
    ]
    version = keep_version(box.page_id, stream(moved), now=NOW)
    Box.objects.filter(pk=box.pk).update(version=version)
    box = opened(Box.objects.get(pk=box.pk))
    assert [column.name for column in columns_of(box)] == ["easy", "where_1", "where_2", "where_3", "how_content"]
    _frame, about = frame_of_sav(file_of(box, "sav"), tmp_path)
    assert about.variable_value_labels["easy"] == {1.0: "Yes", 2.0: "No"}


def test_a_worker_that_falls_silent_leaves_nothing_to_fetch_and_another_begins_again():
    box = opened_box(TWELVE)
    item = files.order(box.page, "csv", by=None, now=NOW, language="nb", purpose="x", delete_by_on=date(2027, 1, 1))
    assert files.claim(now=NOW) == item
    assert not files.path_of(item).exists()
    assert files.claim(now=NOW) is None
    assert files.claim(now=NOW + settings.EXPORT_LEASE + timedelta(seconds=1)) == item


def test_a_file_that_cannot_be_written_says_so_and_leaves_the_next_one_alone(monkeypatch, caplog):
    box = opened_box(TWELVE)
    files.order(box.page, "csv", by=None, now=NOW, language="nb", purpose="x", delete_by_on=date(2027, 1, 1))
    monkeypatch.setitem(FILE_KINDS, "csv", FILE_KINDS["csv"].__class__("", "csv", lambda *_: 1 / 0))
    files.write(files.claim(now=NOW))
    assert AnswerFile.objects.get().state == AnswerFile.State.FAILED
    assert list(files.folder().iterdir()) == []
    assert "ZeroDivisionError" in caplog.text
    assert file_of(box, "plain")


def test_a_file_is_gone_an_hour_after_it_was_ready_and_the_log_remains():
    file_of(opened_box(TWELVE), "csv")
    ready = AnswerFile.objects.get()
    assert files.discard_old(before=ready.finished_at - timedelta(seconds=1)) == 0
    assert files.discard_old(before=ready.finished_at + timedelta(seconds=1)) == 1
    assert list(files.folder().iterdir()) == []
    assert AnswerFile.objects.get().state == AnswerFile.State.GONE
    assert AnswerEntry.objects.get().action == AnswerEntry.Action.ORDERED


def test_files_are_readable_by_the_accounts_of_the_site_alone():
    file_of(opened_box(TWELVE), "csv")
    assert files.folder().stat().st_mode & 0o777 == 0o700
    assert files.path_of(AnswerFile.objects.get()).stat().st_mode & 0o117 == 0
