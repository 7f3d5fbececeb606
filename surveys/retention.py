"""Answers go on their survey's date, by themselves: what is held, until when, and what is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from .answer_log import AnswerEntry, note
from .box import delete_expired
from .exporting.files import discard_answers
from .models import Box, FreeText, Response, SealedAnswer


@dataclass(frozen=True)
class Held:
    """What is kept of the answers to one survey, and the date it goes. The codes of answers may go before them."""

    page: object
    delete_on: date
    sealed: int
    responses: int
    texts: int
    codes_until_on: date | None

    @property
    def count(self):
        """All rows together."""
        return self.sealed + self.responses + self.texts


def with_answers(boxes):
    """Those of `boxes` that hold something that was answered, sealed or opened."""
    something = Q(Exists(SealedAnswer.objects.filter(box=OuterRef("pk"))))
    something |= Q(Exists(Response.objects.filter(page=OuterRef("page"))))
    something |= Q(Exists(FreeText.objects.filter(structure__page=OuterRef("page"))))
    return boxes.filter(something)


def counted(rows, field):
    """{page id: rows} in one query."""
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))


def held(boxes=None):
    """[Held] of every survey that holds answers, the first to go first; four queries however many there are."""
    boxes = Box.objects.all() if boxes is None else boxes
    found = list(with_answers(boxes).select_related("page").order_by("delete_on", "pk"))
    pages = [box.page_id for box in found]
    sealed = counted(SealedAnswer.objects.filter(box__page__in=pages), "box__page")
    responses = counted(Response.objects.filter(page__in=pages), "page")
    texts = counted(FreeText.objects.filter(structure__page__in=pages), "structure__page")
    return [
        Held(
            box.page,
            box.delete_on,
            *(counts.get(box.page_id, 0) for counts in (sealed, responses, texts)),
            codes_until_on=box.subject_until_on,
        )  # fmt: skip
        for box in found
    ]


def due(today):
    """[Held] of the surveys whose date has come."""
    return held(Box.objects.filter(delete_on__lte=today))


def forget_on_time(*, now, today):
    """Delete what is due, and the files made of it, and write it down; return what went."""
    gone = due(today)
    for one in gone:
        note(None, AnswerEntry.Action.DELETED, one.page, now=now, count=one.count)
    delete_expired(today=today)
    discard_answers(Box.objects.filter(delete_on__lte=today))
    return gone
