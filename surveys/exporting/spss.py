"""Answers as an SPSS file with names, labels and levels of measurement."""

import datetime
import math
import tempfile
from array import array
from pathlib import Path

from figures.spreadsheets import heading
from surveys.questions.variables import DATE

from .columns import answers_of, columns_of, values_of

# SPSS takes no longer ones, counted in bytes.
LONGEST_VARIABLE_LABEL, LONGEST_VALUE_LABEL = 255, 119
MISSING = math.nan


def shortened(text, most):
    """`text` within `most` bytes of UTF-8, cut between characters."""
    return text.encode()[:most].decode(errors="ignore")


def write_sav(box, file, about):
    """Codes with their labels. Return how many answers there are."""
    # Only the worker writes such files; nobody else should hold these libraries in memory.
    import pandas
    import pyreadstat

    columns = columns_of(box)
    gathered = [empty_series(column) for column in columns]
    count = 0
    for answers in answers_of(box.page_id):
        count += 1
        for values, value in zip(gathered, values_of(columns, answers), strict=True):
            values.append(value if value is not None or isinstance(values, list) else MISSING)
    frame = pandas.DataFrame(
        {column.name: series_of(pandas, column, values) for column, values in zip(columns, gathered, strict=True)}
    )
    # The library writes to a path of its own only.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=shortened(box.page.title, 60),
            column_labels=[shortened(column.variable.label, LONGEST_VARIABLE_LABEL) for column in columns],
            note=[": ".join(line) for line in heading(**about) if line],
            variable_value_labels={
                column.name: {
                    float(code.number): shortened(code.words, LONGEST_VALUE_LABEL) for code in column.variable.codes
                }
                for column in columns
                if column.variable.codes
            },
            variable_measure={
                column.name: "scale" if column.variable.measure == DATE else column.variable.measure
                for column in columns
            },
        )
        file.write(path.read_bytes())
    return count


def empty_series(column):
    """Where the values of a column are gathered: eight bytes each, but for dates."""
    return [] if column.variable.measure == DATE else array("d")


def series_of(pandas, column, values):
    """The values of a column as SPSS keeps them: dates or floating point numbers."""
    if column.variable.measure == DATE:
        dates = [datetime.date.fromisoformat(value) if value else None for value in values]
        return pandas.Series(dates, dtype="object")
    return pandas.Series(values, dtype="float64")
