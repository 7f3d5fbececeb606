"""Counting answers, table by table. No suppression here; figures has that."""

from collections import Counter


def tally(question, answers):
    """[(table, n, counts)] of each table of `question`.

    `answers` is a list of {question UUID: answer}. `n` is how many said something that belongs in the table; `counts`
    is in the order of its cells.
    """
    given = [answer[question.key] for answer in answers if question.key in answer]
    result = []
    for table in question.tables():
        counted = [cells for answer in given if (cells := table.counted(answer))]
        counter = Counter(cell for cells in counted for cell in cells)
        result.append((table, len(counted), [counter[cell] for cell, _words in table.cells]))
    return result
