"""Tables of results, suppressed, in words: what staff see after the opening and what a snapshot stores."""

from django.db import transaction
from django.db.models import Count

from figures.shares import percent
from figures.suppression import hide_small_cells, hide_small_counts, shown_total

from .models import Box, FreeText, Response, ResultSnapshot
from .structure import TEXT_TYPES
from .tally import tally


def results(box, *, invited, has_special_categories=False):
    """The figures of an opened box as JSON data: n, invited, rate, and a table per question.

    A question answered by fewer than ten has "is_hidden" and no rows. Cells are hidden only for surveys with special
    categories; a hidden cell's count and percent are None.
    """
    version = box.version
    structure = version.structure.data
    answers = Response.objects.filter(page_id=box.page_id).values_list("form_data", flat=True)
    texts = FreeText.objects.filter(structure__page_id=box.page_id).values_list("question")
    text_counts = {str(question): count for question, count in texts.annotate(Count("pk"))}
    n = box.opened_count
    tables = tally(structure, list(answers), text_counts)
    words = version.texts["words"]
    by_key = {table["id"]: table for table in tables}
    items = []
    for key in version.texts["order"]:
        if key in by_key:
            item = structure_item(structure, key)
            items.append(question_table(by_key[key], item, words[key], hides_cells=has_special_categories))
        else:
            items.append({"type": "heading", **words[key]})
    return {"n": n, "invited": invited, "rate": percent(n, invited), "items": items}


def structure_item(structure, key):
    """The item of `structure` known by `key`."""
    return next(item for item in structure["items"] if item["id"] == key)


def question_table(table, item, words, *, hides_cells):
    """One question with its rows in words, hidden where the rules say so."""
    question = {"id": table["id"], "type": table["type"], "label": words["label"], "n": table["n"]}
    if shown_total(table["n"]) is None:
        return {**question, "n": None, "is_hidden": True, "rows": []}
    if table["type"] in TEXT_TYPES:
        return {**question, "is_hidden": False, "rows": []}
    counts = table["counts"]
    if hides_cells:
        is_exclusive = table["type"] != "multiple_choice"
        counts = hide_small_cells(counts) if is_exclusive else hide_small_counts(counts, table["n"])
    shown = [count for count in counts if count is not None]
    largest = max(shown, default=None)
    rows = [
        {
            "label": label,
            "count": count,
            "percent": None if count is None else percent(count, table["n"]),
            "is_largest": count is not None and count == largest and count > 0,
        }
        for label, count in zip(row_labels(item, words), counts, strict=True)
    ]
    return {**question, "is_hidden": False, "rows": rows}


def row_labels(item, words):
    """The words of a question's rows, in order."""
    if "options" in item:
        return [words["options"][key] for key in item["options"]]
    numbers = [str(number) for number in range(item["lowest"], item["highest"] + 1)]
    numbers[0] = f"{numbers[0]} – {words['lowest_label']}"
    numbers[-1] = f"{numbers[-1]} – {words['highest_label']}"
    return numbers


def free_texts(box):
    """{question UUID: [text]} in the order of random keys, for those who may see answers."""
    texts = {}
    for question, text in FreeText.objects.filter(structure__page_id=box.page_id).values_list("question", "text"):
        texts.setdefault(str(question), []).append(text)
    return texts


class NothingToPublish(Exception):
    """The box is unopened, or what came out of it has been deleted on its date."""


def has_responses(page_id):
    """Whether there are opened answers to count."""
    return Response.objects.filter(page_id=page_id).exists()


def publish_results(box, *, invited, by, now, has_special_categories=False):
    """Store the suppressed figures as they are now. Once: a second call changes nothing and returns the first.

    NothingToPublish when nothing has been published and there is nothing to count: a snapshot that says of every
    question that too few answered it would be wrong, and stand for good.
    """
    with transaction.atomic():
        box = Box.objects.select_for_update().get(pk=box.pk)
        if published_results(box.page_id) is None and not has_responses(box.page_id):
            raise NothingToPublish
        snapshot, _created = ResultSnapshot.objects.get_or_create(
            page_id=box.page_id,
            defaults={
                "data": results(box, invited=invited, has_special_categories=has_special_categories),
                "published_at": now,
                "published_by": by,
            },
        )
    return snapshot


def published_results(page_id):
    """The stored snapshot of a survey, or None."""
    return ResultSnapshot.objects.filter(page_id=page_id).first()
