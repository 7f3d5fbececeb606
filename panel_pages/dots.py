"""A dot for every person, drawn as a handful of rectangles filled with a pattern."""

STEP = 10
ROW = 37


def dots(whole, part):
    """The geometry of `whole` dots of which the first `part` are on: width, height and pieces of one kind each."""
    pieces = [piece for kind, start, end in (("on", 0, part), ("off", part, whole)) for piece in run(kind, start, end)]
    rows = -(-whole // ROW)
    return {"width": ROW * STEP, "height": rows * STEP, "pieces": pieces}


def run(kind, start, end):
    """Rectangles that cover the dots `start` to `end` (not included), row by row from left to right."""
    while start < end:
        row, column = divmod(start, ROW)
        if column == 0 and end - start >= ROW:
            full_rows = (end - start) // ROW
            yield rectangle(kind, 0, row, ROW, full_rows)
            start += full_rows * ROW
        else:
            length = min(ROW - column, end - start)
            yield rectangle(kind, column, row, length, 1)
            start += length


def rectangle(kind, column, row, columns, rows):
    return {"kind": kind, "x": column * STEP, "y": row * STEP, "width": columns * STEP, "height": rows * STEP}
