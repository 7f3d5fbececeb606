"""A dot for every person, drawn as a handful of rectangles filled with a pattern."""

from math import ceil, sqrt

STEP = 10
LONGEST_ROW = 37
# How much wider than high a field is as long as it is small.
SHAPE = 13 / 3


def dots(whole, part):
    """The geometry of `whole` dots of which the first `part` are on: width, height and pieces of one kind each."""
    row = min(LONGEST_ROW, ceil(sqrt(whole * SHAPE))) or 1
    kinds = (("on", 0, part), ("off", part, whole))
    pieces = [piece for kind, start, end in kinds for piece in run(kind, start, end, row)]
    return {"width": row * STEP, "height": ceil(whole / row) * STEP, "pieces": pieces}


def run(kind, start, end, length_of_row):
    """Rectangles that cover the dots `start` to `end` (not included), row by row from left to right."""
    while start < end:
        row, column = divmod(start, length_of_row)
        if column == 0 and end - start >= length_of_row:
            full_rows = (end - start) // length_of_row
            yield rectangle(kind, 0, row, length_of_row, full_rows)
            start += full_rows * length_of_row
        else:
            length = min(length_of_row - column, end - start)
            yield rectangle(kind, column, row, length, 1)
            start += length


def rectangle(kind, column, row, columns, rows):
    return {"kind": kind, "x": column * STEP, "y": row * STEP, "width": columns * STEP, "height": rows * STEP}
