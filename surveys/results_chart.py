"""One question's published figures as a block in the text of other pages. It reads the stored snapshot and nothing else."""

from collections import Counter

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from .models import ResultSnapshot


def published_tables(snapshot):
    """{value: table} of a snapshot's tables with figures. A matrix has one for each row, all with the question's id."""
    tables, seen = {}, Counter()
    for item in snapshot.data["items"]:
        if item.get("rows"):
            tables[f"{snapshot.page_id}:{item['id']}:{seen[item['id']]}"] = item
        seen[item.get("id")] += 1
    return tables


def published_questions():
    """[(survey, [(value, question)])] of all questions with published figures, the newest survey first."""
    snapshots = ResultSnapshot.objects.filter(page__live=True).select_related("page").order_by("-published_at")
    groups = []
    for snapshot in snapshots:
        choices = [(value, table["label"]) for value, table in published_tables(snapshot).items()]
        if choices:
            groups.append((snapshot.page.title, choices))
    return groups


def find_published_question(value):
    """(survey's page, question) of a value of `published_questions`; (None, None) when it can no longer be read."""
    page_id = (value or "").partition(":")[0]
    if not page_id.isdecimal():
        return None, None
    snapshot = ResultSnapshot.objects.filter(page_id=page_id, page__live=True).select_related("page").first()
    if snapshot is None or snapshot.page.get_view_restrictions().exists():
        return None, None
    question = published_tables(snapshot).get(value)
    return (snapshot.page, question) if question else (None, None)


class PublishedQuestionBlock(blocks.FieldBlock):
    """A choice among the published questions. They are looked up when an editor chooses, not when a page is read."""

    def __init__(self, required=True, help_text=None, **kwargs):
        self.field = forms.ChoiceField(choices=offered_questions, required=required, help_text=help_text)
        super().__init__(**kwargs)

    def extract_references(self, value):
        if value:
            yield Page, value.partition(":")[0], "", ""

    def deconstruct(self):
        # Migrations know it as what it stores, so that they never need this class.
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, kwargs


def offered_questions():
    """The published questions, after an empty line."""
    return [("", "–"), *published_questions()]


class ResultsChartBlock(blocks.StructBlock):
    """The table of one question, with bars."""

    question = PublishedQuestionBlock(
        label=_("Survey and question"), help_text=_("Only surveys whose results are published can be shown.")
    )
    note = blocks.CharBlock(
        label=_("Note"), max_length=120, required=False, help_text=_("Such as that the figures are examples.")
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["survey"], context["question"] = find_published_question(value["question"])
        return context

    class Meta:
        icon = "table"
        label = _("Results chart")
        description = _("The published figures of one question, as a table with bars and a link to all the answers.")
        preview_template = "blocks/previews/results_chart.html"
        group = _("Pictures and figures")
        template = "blocks/results_chart.html"
