"""Tables of results, suppressed, in words: what staff see after the opening and what a snapshot stores."""

from django.db import transaction
from django.db.models import Count

from figures.shares import percent
from figures.suppression import hide_small_cells, hide_small_counts, shown_total

from .models import Box, FreeText, Response, ResultSnapshot
from .questions import questions_of
from .tally import tally


def results(box, *, invited, has_special_categories=False):
    """The figures of an opened box as JSON data: n, invited, rate, and a table per question; all of the panel.

    Where everybody could answer, "open_link" has n and a table per question of the others, by themselves.

    A question answered by fewer than ten has "is_hidden" and no rows. Cells are hidden only for surveys with special
    categories; a hidden cell's count and percent are None.
    """
    questions = questions_of(box.version.structure.data, box.version.texts)
    n = box.opened_count
    items = items_of(box, questions, has_special_categories, is_from_open_link=False)
    data = {"n": n, "invited": invited, "rate": percent(n, invited), "items": items}
    if box.open_link_count:
        others = items_of(box, questions, has_special_categories, is_from_open_link=True)
        data["open_link"] = {"n": box.open_link_count, "items": others}
    return data


def items_of(box, questions, hides_cells, *, is_from_open_link):
    """The tables and headings of the panel's answers, or of those by the link for everybody."""
    rows = Response.objects.filter(page_id=box.page_id, is_from_open_link=is_from_open_link)
    answers = list(rows.values_list("form_data", flat=True))
    texts = FreeText.objects.filter(structure__page_id=box.page_id, is_from_open_link=is_from_open_link)
    text_counts = {str(question): count for question, count in texts.values_list("question").annotate(Count("pk"))}
    tables = {
        question.key: question_tables(
            question, answers, texts=text_counts.get(question.key, 0), hides_cells=hides_cells
        )
        for question in questions
    }
    words = box.version.texts["words"]
    return [item for key in box.version.texts["order"] for item in tables.get(key) or heading_of(key, words[key])]


def heading_of(key, words):
    """[the heading] of what stands between questions; a text or a picture has none."""
    return [{"type": "heading", "id": key, **words}] if "heading" in words else []


def question_tables(question, answers, *, texts, hides_cells):
    """The tables of one question: how many texts were written, or its figures, hidden where the rules say so."""
    about = {"id": question.key, "type": question.type}
    if question.is_text:
        n = shown_total(texts)
        return [
            {**about, "name": question.clean_name, "label": question.label, "n": n, "is_hidden": n is None, "rows": []}
        ]
    return [{**about, **figures(*counted, hides_cells=hides_cells)} for counted in tally(question, answers)]


def figures(table, n, counts, *, hides_cells):
    """One table with its rows in words."""
    if shown_total(n) is None:
        return {"name": table.name, "label": table.label, "n": None, "is_hidden": True, "rows": []}
    if hides_cells:
        counts = hide_small_cells(counts) if table.is_exclusive else hide_small_counts(counts, n)
    shown = [count for count in counts if count is not None]
    largest = max(shown, default=None)
    rows = [
        {
            "value": cell,
            "label": label,
            "count": count,
            "percent": None if count is None else percent(count, n),
            "is_largest": count is not None and count == largest and count > 0,
        }
        for (cell, label), count in zip(table.cells, counts, strict=True)
    ]
    return {"name": table.name, "label": table.label, "n": n, "is_hidden": False, "rows": rows}


def shown_texts(box, key):
    """(the question with the UUID `key`, its texts in the order of random keys); no texts where they may not be shown."""
    questions = questions_of(box.version.structure.data, box.version.texts)
    label = next((question.label for question in questions if question.key == key and question.is_text), "")
    texts = FreeText.objects.filter(structure__page_id=box.page_id, question=key).values_list("text", flat=True)
    return label, texts if label and shown_total(texts.count()) is not None else None


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
