"""Answers as CSV and as Excel workbooks."""

import itertools

from django.utils.translation import gettext as _

from figures.spreadsheets import csv_lines, heading, neutral, write_workbook
from figures.suppression import shown_total
from surveys.models import FreeText

from .codebook import code_rows, version_rows
from .columns import CHUNK, answers_of, columns_of, questions_in_order, values_of, with_rests


def in_words(column):
    """{number: what a reader sees} of a column of options; empty where the numbers speak for themselves."""
    numbers = {code.number for code in column.variable.codes}
    if numbers == {0, 1} or column.variable.measure != "nominal":
        return {}
    return {code.number: neutral(code.words) for code in column.variable.codes}


def answer_rows(columns, page_id):
    """A row for everybody who answered, in words."""
    words = [in_words(column) for column in columns]
    for answers in answers_of(page_id):
        values = values_of(columns, answers)
        yield [known.get(value, value) for known, value in zip(words, values, strict=True)]


def lines_on_top(about):
    """What the file is for and until when, without formulas."""
    return [[neutral(cell) for cell in line] for line in heading(**about)]


def write_csv(box, file, about):
    """For Norwegian spreadsheets: questions as heads, words, semicolons, UTF-8 with its mark. Return how many answers."""
    columns = columns_of(box)
    head = [neutral(column.variable.label) for column in columns]
    rows = itertools.chain(lines_on_top(about), [head], answer_rows(columns, box.page_id))
    write_lines(file, csv_lines(rows))
    return box.opened_count


def write_plain_csv(box, file, about):
    """For programs: names as heads, codes, commas; what the file is for stands in lines that begin with #."""
    columns = columns_of(box)
    notes = ("# " + ": ".join(line) + "\n" for line in heading(**about) if line)
    codes = (values_of(columns, answers) for answers in answers_of(box.page_id))
    rows = itertools.chain([[column.name for column in columns]], codes)
    write_lines(file, itertools.chain(notes, csv_lines(rows, delimiter=",", has_mark=False)))
    return box.opened_count


def write_lines(file, lines):
    """Write them as UTF-8."""
    for line in lines:
        file.write(line.encode())


def write_xlsx(box, file, about):
    """A workbook: the answers in words, the codebook, and what the file is for. Return how many answers."""
    columns = columns_of(box)
    head = [neutral(column.variable.label) for column in columns]
    sheets = [
        (_("Answers"), itertools.chain([head], answer_rows(columns, box.page_id))),
        (_("Codebook"), code_rows(box, columns)),
        (_("Purpose"), lines_on_top(about)),
    ]
    write_workbook(sheets, file)
    return box.opened_count


def write_codebook(box, file, about):
    """A workbook with the columns and codes, and with every version as it was asked."""
    sheets = [
        (_("Codebook"), code_rows(box, columns_of(box))),
        (_("What was asked"), version_rows(box)),
        (_("Purpose"), lines_on_top(about)),
    ]
    write_workbook(sheets, file)


def text_rows(box):
    """What was written, question by question, in the order of random keys; too few are not told."""
    for question in questions_in_order(box):
        texts = FreeText.objects.filter(structure__page_id=box.page_id, question=question.key, is_from_open_link=False)
        if question.is_text and shown_total(texts.count()) is not None:
            for text in with_rests(texts.order_by("pk").values_list("text", flat=True).iterator(chunk_size=CHUNK)):
                yield [neutral(question.label), neutral(text)]


def write_texts(box, file, about):
    """What people wrote, apart from everything else they answered: CSV for Norwegian spreadsheets. Return how many."""
    count = 0

    def counted():
        nonlocal count
        for count, row in enumerate(text_rows(box), 1):  # noqa: B007 - the last number is how many there are
            yield row

    write_lines(file, csv_lines(itertools.chain(lines_on_top(about), [[_("Question"), _("Text")]], counted())))
    return count
