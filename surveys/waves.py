"""The figures of a survey beside those of the one before: what is still the same question is compared, and no more."""

from .conditions import plain


def compare(before, now):
    """The tables that both lists of items (of surveys.results) show figures for, with both shares of each answer.

    The items have been through the suppression already, and what either hides is hidden here. A question is the same
    if its UUID is; an answer also if its words are, since figures are kept in words.
    """
    earlier = by_place(before)
    return [
        {"label": item["label"], "n": item["n"], "n_before": earlier[place]["n"], "rows": rows(earlier[place], item)}
        for place, item in by_place(now).items()
        if place in earlier
    ]


def by_place(items):
    """{(question UUID, number of its table): item} of the items with figures."""
    found, count = {}, {}
    for item in items:
        if item["type"] != "heading":
            number = count[item["id"]] = count.get(item["id"], 0) + 1
            if item["rows"] and not item["is_hidden"]:
                found[item["id"], number] = item
    return found


def rows(before, now):
    """Each answer of `now` with its shares in both; None where it was not there, or is hidden."""
    shares = {plain(row["label"]): row["percent"] for row in before["rows"]}
    return [
        {"label": row["label"], "percent": row["percent"], "before": shares.get(plain(row["label"])), "change": change}
        for row in now["rows"]
        for change in [difference(shares.get(plain(row["label"])), row["percent"])]
    ]


def difference(before, now):
    """Percentage points from `before` to `now`; None where one of them is not known."""
    return None if None in (before, now) else now - before
