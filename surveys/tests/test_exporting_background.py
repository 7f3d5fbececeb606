"""What is added to answers has columns in their files; what ties them to somebody, and what others answered, has none."""

import io
import uuid

import openpyxl
import pytest
from django.conf import settings

from surveys.box import open_box
from surveys.models import Box, FreeText, Response
from surveys.slot import drop
from surveys.tests.builders import keys, make_box
from surveys.tests.test_exporting import NOW, file_of, frame_of_sav, opened, rows_of_csv

pytestmark = pytest.mark.django_db


def fill(box, count, *, text="Mine", **about):
    questions, options = keys(box)
    for _ in range(count):
        answers = {questions["Easy?"]: options["Easy?"]["Yes"], questions["What first?"]: text}
        drop(box, answers, **about)


def box_with(background=(), **changes):
    box = make_box()
    Box.objects.filter(pk=box.pk).update(background=list(background), **changes)
    return Box.objects.select_related("page", "version__structure").get(pk=box.pk)


@pytest.fixture
def box():
    """Twelve women of one age group and ten men of another."""
    box = box_with(["age", "gender"])
    fill(box, 12, background={"age": "30–44", "gender": "woman"})
    fill(box, 10, background={"age": "45–59", "gender": "man"})
    cohort = {("30–44", "woman"): 30, ("45–59", "man"): 30}
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW, cohort=cohort)
    return Box.objects.select_related("page", "version__structure").get(pk=box.pk)


def test_background_has_columns_with_words_in_spreadsheets(box):
    rows = rows_of_csv(file_of(box, "csv"))
    assert rows[4][:3] == ["Aldersgruppe", "Kjønn", "Easy?"]
    assert sorted(row[:3] for row in rows[5:]) == [["30–44", "Kvinne", "Yes"]] * 12 + [["45–59", "Mann", "Yes"]] * 10


def test_background_has_codes_for_programs_and_labels_in_spss(box, tmp_path):
    rows = rows_of_csv(file_of(box, "plain"), delimiter=",")
    assert rows[3][:3] == ["background_age", "background_gender", "easy"]
    assert sorted(row[:2] for row in rows[4:]) == [["1", "1"]] * 12 + [["2", "2"]] * 10
    frame, about = frame_of_sav(file_of(box, "sav"), tmp_path)
    assert sorted(frame["background_age"]) == [1.0] * 12 + [2.0] * 10
    assert about.variable_value_labels["background_age"] == {1.0: "30–44", 2.0: "45–59"}
    assert about.variable_value_labels["background_gender"][2.0] == "Mann"


def test_background_stands_in_the_codebook(box):
    codes = list(openpyxl.load_workbook(io.BytesIO(file_of(box, "codebook"))).worksheets[0].values)
    assert [row[:3] for row in codes[1:3]] == [("background_age", "Aldersgruppe", "background")] * 2
    assert [row[6] for row in codes[1:3]] == ["30–44", "45–59"]


def test_what_was_let_go_or_is_told_of_too_few_is_empty():
    box = box_with(["age"])
    fill(box, 9, background={"age": "30–44"})
    fill(box, 3, background={"age": ""})
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW, cohort={("30–44",): 30, ("",): 30})
    rows = rows_of_csv(file_of(Box.objects.select_related("page", "version__structure").get(), "csv"))
    assert {row[0] for row in rows[5:]} == {""}


def test_without_background_there_is_no_column_of_it():
    box = make_box()
    fill(box, 10)
    assert "background" not in file_of(opened(box), "plain").decode()


@pytest.mark.parametrize("kind", ["csv", "plain", "xlsx", "sav", "codebook", "texts"])
def test_no_file_holds_the_code_of_anybody(kind):
    box = box_with(identity_mode="pseudonymous", subject_until_on="2099-01-01")
    subjects = [uuid.uuid4() for _ in range(10)]
    for subject in subjects:
        fill(box, 1, subject=subject)
    opened(box)
    assert set(Response.objects.values_list("subject", flat=True)) == set(subjects)
    data = file_of(Box.objects.select_related("page", "version__structure").get(), kind)
    if data.startswith(b"PK"):
        data = repr([list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets]).encode()
    ids = [str(pk) for pk in Response.objects.values_list("pk", flat=True)]
    assert not any(form.encode() in data for one in subjects for form in (str(one), one.hex))
    assert not any(one.encode() in data for one in ids)


def test_answers_by_the_link_for_everybody_are_in_no_file():
    box = box_with(is_open_to_all=True)
    fill(box, 10)
    fill(box, 11, text="Theirs", is_from_open_link=True)
    box = opened(box)
    assert FreeText.objects.filter(text="Theirs").count() == 11
    assert len(rows_of_csv(file_of(box, "csv"))[5:]) == 10
    assert [row[1] for row in rows_of_csv(file_of(box, "texts"))[5:]] == ["Mine"] * 10
