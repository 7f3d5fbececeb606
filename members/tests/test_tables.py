"""Files as municipalities have them, and files that are no tables at all."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from members import tables
from members.tables import BadTable, list_sheets, read_table

ROWS = [["E-post", "Sted"], ["kåre@example.org", "Østerås"], ["b@example.org", "Bærums Verk"]]


def file_of(text, encoding="utf-8"):
    return io.BytesIO(text.encode(encoding))


def lines(separator):
    return "\r\n".join(separator.join(row) for row in ROWS)


def workbook(rows, **hidden):
    """An Excel file with `rows` on the sheet «Liste»; further sheets by name, True for hidden."""
    book = openpyxl.Workbook()
    book.active.title = "Liste"
    for row in rows:
        book.active.append(row)
    for name, is_hidden in hidden.items():
        book.create_sheet(name).sheet_state = "hidden" if is_hidden else "visible"
    file = io.BytesIO()
    book.save(file)
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_csv_is_read_whatever_its_letters_and_separator(encoding, separator):
    assert list(read_table(file_of(lines(separator), encoding))) == ROWS


def test_the_line_that_names_the_separator_is_no_row():
    assert list(read_table(file_of("sep=,\n" + lines(",")))) == ROWS


def test_separators_within_quotes_do_not_count():
    assert list(read_table(file_of('"a,b,c,d";"e"\n"f";"g"\n'))) == [["a,b,c,d", "e"], ["f", "g"]]


def test_a_letter_windows_does_not_know_is_marked_and_stops_nothing():
    rows = list(read_table(io.BytesIO(b"E-post;Sted\nk\xe5re@example.org;\x81\n")))
    assert rows[1] == ["kåre@example.org", "\ufffd"]


def test_endless_cells_and_rows_are_cut():
    rows = list(read_table(file_of("x" * 5000 + ";" + ";".join("y" * 1000))))
    assert len(rows[0][0]) == tables.LONGEST_CELL
    assert len(rows[0]) == tables.MOST_COLUMNS


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"\x1f\x8b\x08", b""]
)
def test_what_is_plainly_no_table_is_refused(start):
    with pytest.raises(BadTable):
        list(read_table(io.BytesIO(start + b"\x00" * (50 if start else 0))))


def test_an_old_excel_file_is_told_apart():
    with pytest.raises(BadTable, match="xlsx"):
        list(read_table(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100)))


def test_numbers_dates_and_truths_of_a_workbook_are_read_as_people_type_them():
    file = workbook([["a", 1338, 1987.0, datetime.date(1987, 5, 4), True, None, 2.5]])
    assert list(read_table(file, "Liste")) == [["a", "1338", "1987", "1987-05-04", "ja", "", "2.5"]]


def test_hidden_sheets_are_told_apart():
    file = workbook(ROWS, Gammel=True, Notater=False)
    assert list_sheets(file) == (["Liste", "Notater"], ["Gammel"])


def test_a_sheet_that_is_not_there_is_refused():
    with pytest.raises(BadTable):
        list(read_table(workbook(ROWS), "Ark1"))


def test_only_the_first_of_merged_cells_holds_anything():
    book = openpyxl.Workbook()
    book.active.title = "Liste"
    book.active.append(["a", "b"])
    book.active.merge_cells("A1:B1")
    file = io.BytesIO()
    book.save(file)
    assert list(read_table(file, "Liste")) == [["a"]]


def zip_of(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file


def test_a_zip_bomb_is_not_opened(monkeypatch):
    def open_it(*args, **kwargs):
        raise AssertionError("opened")

    monkeypatch.setattr(openpyxl, "load_workbook", open_it)
    with pytest.raises(BadTable):
        list_sheets(zip_of({"[Content_Types].xml": "", "xl/sheet.xml": b"0" * 30_000_000}))


def test_many_parts_that_are_large_together_are_not_opened(monkeypatch):
    monkeypatch.setattr(tables, "UNPACKED_AT_MOST", 1000)
    with pytest.raises(BadTable):
        list_sheets(workbook(ROWS))


@pytest.mark.parametrize(
    "parts",
    [
        {"notes.txt": "hello"},
        {"[Content_Types].xml": "<x/>"},
        {"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><Types/>'},
    ],
)
def test_a_zip_that_is_no_workbook_is_refused(parts):
    with pytest.raises(BadTable):
        list_sheets(zip_of(parts))


def test_a_cut_workbook_is_refused():
    whole = workbook(ROWS).getvalue()
    with pytest.raises(BadTable):
        list_sheets(io.BytesIO(whole[: len(whole) // 2]))
