"""Tables as municipalities have them: CSV in four encodings with four separators, and Excel workbooks.

Nothing here knows what the columns mean. Every function takes an open binary file and reads it as a stream.
"""

import codecs
import csv
import datetime
import io
import itertools
import re
import zipfile
from contextlib import contextmanager, suppress

from django.utils.translation import gettext as _

SEPARATORS = ";\t,|"
CHUNK = 1 << 16
LONGEST_CELL = 1000
MOST_COLUMNS = 200
# An honest workbook of 100,000 rows unpacks to some 60 MB, at a tenth of its size when packed.
UNPACKED_AT_MOST = 400_000_000
RATIO_AT_MOST = 200
RATIO_COUNTS_FROM = 10_000_000
PARTS_AT_MOST = 2000
DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
EXCEL_SEPARATOR_LINE = re.compile(r"sep=(.)\s*")
NOT_TABLES = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "xls",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}


class BadTable(ValueError):
    """The file cannot be read as a table; the text is a sentence for the person who chose it."""


def is_workbook(file):
    """Whether the file begins like a zip file, as every Excel workbook does."""
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


def refuse_other_kinds(file):
    """Raise BadTable for what is plainly no table, before anything tries to read it as one."""
    file.seek(0)
    start = file.read(8)
    if not start:
        raise BadTable(_("The file is empty."))
    for mark, kind in NOT_TABLES.items():
        if start.startswith(mark):
            if kind == "xls":
                raise BadTable(_("This is an old Excel file (.xls). Save it as .xlsx or CSV and try again."))
            raise BadTable(_("This is no table: it looks like a %(kind)s file.") % {"kind": kind})


def find_encoding(file):
    """The encoding of a text file: what its first bytes say, else UTF-8 if all of it is, else that of Windows."""
    file.seek(0)
    start = file.read(4)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def find_separator(line):
    """The separator that stands most often in the first line outside quotes; a semicolon when none does."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=bare.count)


def read_csv(file):
    """Yield the rows of a CSV file as lists of text."""
    refuse_other_kinds(file)
    encoding = find_encoding(file)
    file.seek(0)
    # Windows leaves five bytes without a letter. They become «�», which no field accepts, instead of an error here.
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        yield from split_rows(text)
    except UnicodeError:
        raise BadTable(_("The letters in the file cannot be read. Save it as CSV in UTF-8 and try again.")) from None
    except csv.Error:
        raise BadTable(_("The file cannot be read as CSV.")) from None
    finally:
        # The file belongs to the caller, who may have closed it before this generator was cleared away.
        with suppress(ValueError):
            text.detach()


def split_rows(text):
    """The rows of an open text, whichever its separator."""
    # Titles may stand above the head of the table, so several lines vote.
    first = list(itertools.islice((line for line in iter(text.readline, "")), 10))
    named = EXCEL_SEPARATOR_LINE.fullmatch(first[0]) if first else None
    separator = named[1] if named else find_separator("".join(first))
    lines = itertools.chain(first[1:] if named else first, text)
    for row in csv.reader(lines, delimiter=separator):
        yield [cell.strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]


def refuse_bombs(file):
    """Raise BadTable for a workbook that would unpack to far more than a table needs."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            # What a part says about its size is held against it: zipfile unpacks no more than that.
            unpacked = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts)
            too_dense = unpacked > RATIO_COUNTS_FROM and unpacked > RATIO_AT_MOST * max(packed, 1)
            if unpacked > UNPACKED_AT_MOST or too_dense or len(parts) > PARTS_AT_MOST:
                raise BadTable(_("The file unpacks to far more than a list of people needs. It is not opened."))
            if "[Content_Types].xml" not in archive.namelist():
                raise BadTable(_("This is no Excel workbook."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and DOCTYPE.search(archive.open(part).read(4096)):
                    raise BadTable(_("The workbook holds something that Excel does not write. It is not opened."))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise BadTable(_("The file is damaged or protected with a password.")) from None
    file.seek(0)


@contextmanager
def opened(file):
    """The workbook in the file, read as a stream; BadTable for whatever goes wrong on the way."""
    refuse_bombs(file)
    book = None
    try:
        # Late: it weighs sixteen megabytes in every process, and only who reads a list needs it.
        import openpyxl

        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        yield book
    except BadTable:
        raise
    except Exception as error:
        # openpyxl raises whatever its parsers do; of none of them the reader would learn more.
        raise BadTable(_("The workbook cannot be read. Save it again in Excel, or as CSV.")) from error
    finally:
        if book is not None:
            book.close()


def list_sheets(file):
    """The names of the sheets one can see, and of those that are hidden."""
    with opened(file) as book:
        sheets = [(sheet.title, sheet.sheet_state == "visible") for sheet in book.worksheets]
    return [name for name, is_seen in sheets if is_seen], [name for name, is_seen in sheets if not is_seen]


def read_sheet(file, name):
    """Yield the rows of the sheet `name` as lists of text."""
    with opened(file) as book:
        if name not in book.sheetnames:
            raise BadTable(_("The workbook has no sheet of that name."))
        sheet = book[name]
        # What the file says about its own size may be wrong, or meant to be.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            yield [as_text(cell) for cell in row[:MOST_COLUMNS]]


def as_text(cell):
    """What a cell says, as a person would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    return str(cell).strip()[:LONGEST_CELL]


def read_table(file, sheet=""):
    """Yield the rows of the file, whichever kind it is; of a workbook the sheet `sheet`."""
    if is_workbook(file):
        yield from read_sheet(file, sheet)
    else:
        yield from read_csv(file)
