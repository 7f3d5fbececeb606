"""The listing of answers in Wagtail's Forms menu, and who may see it."""

from collections import Counter

from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from figures.shares import smallest_group
from figures.suppression import shown_total

from .answer_log import AnswerEntry, note
from .background import NAMES, UNKNOWN, in_words
from .models import Response
from .questions import questions_of
from .versions import load_version

PERMISSION = "surveys.see_answers"


def readable_answers(response):
    """{column: words} of a response; strings only, since the listing joins them."""
    version = load_version(response.page.survey_box.version_id)
    words = words_of(response.form_data, questions_of(version.structure.data, version.texts))
    return words | {f"background_{kind}": in_words(kind, told) for kind, told in response.background.items()}


def shown_columns(box):
    """[(column, label)] with answers enough to be shown: what the tables hide, no list or export may tell."""
    # In a transaction, or PostgreSQL would gather a whole result before its first row.
    with transaction.atomic():
        shown = [(table.name, table.label) for question in box_questions(box) for table in shown_tables(question, box)]
        known = [(f"background_{kind}", NAMES[kind]) for kind in box.background if is_told(box, kind)]
    return known + shown


def is_told(box, kind):
    """Whether a fact of the background is kept of so many that it may be shown; files hide it by the same rule."""
    told = Response.objects.filter(page_id=box.page_id, is_from_open_link=False, background__has_key=kind)
    told = told.exclude(**{f"background__{kind}": UNKNOWN}).order_by()
    return shown_total(told[: smallest_group()].count()) is not None


def shown_tables(question, box):
    """The tables of a question that enough have answered. Reads no more answers than it takes to know."""
    tables, counted = question.tables(), Counter()
    answers = Response.objects.filter(
        page_id=box.page_id, is_from_open_link=False, form_data__has_key=question.key
    ).order_by()

    def shown():
        return [table for table in tables if shown_total(counted[table.name]) is not None]

    for form_data in answers.values_list("form_data", flat=True).iterator(chunk_size=100):
        counted.update(table.name for table in tables if table.counted(form_data[question.key]))
        if len(shown()) == len(tables):
            break
    return shown()


def box_questions(box):
    """The questions of the version a box holds answers to."""
    return questions_of(box.version.structure.data, box.version.texts)


def words_of(form_data, questions):
    """`form_data` in words, by column."""
    return {
        table.name: table.in_words(form_data[question.key]) if question.key in form_data else ""
        for question in questions
        for table in question.tables()
    }


def forbidden(request):
    """403 in words. Wagtail turns PermissionDenied in its admin into a redirect, so this is a response of our own."""
    return TemplateResponse(request, "surveys/forbidden.html", status=403)


def submissions_list_view_class(files_view):
    """The view, where `files_view` is the name of the page that files are ordered on.

    Imported late: wagtail.contrib.forms.views needs all apps to be ready.
    """
    from wagtail.contrib.forms.views import SubmissionsListView

    class ResponsesListView(SubmissionsListView):
        """Anonymous answers: no date to sort or filter by, and none can be deleted one by one."""

        default_ordering = ("id",)
        ordering_csv = ("id",)
        orderable_fields = ("id",)
        filterset_class = None
        is_searchable = False
        page_title = _("Answers")
        # Files have a purpose and a date, so they are ordered elsewhere.
        show_export_buttons = False
        results_template_name = "surveys/answers.html"

        def dispatch(self, request, *args, **kwargs):
            if not request.user.has_perm(PERMISSION):
                return forbidden(request)
            if "export" in request.GET:
                return redirect(files_view, kwargs["form_page"].pk)
            response = super().dispatch(request, *args, **kwargs)
            note(request.user, AnswerEntry.Action.LISTED, kwargs["form_page"], now=timezone.now())
            return response

        def get_base_queryset(self):
            # The words come from the box's version; fetched along, or every row would ask for them.
            return super().get_base_queryset().filter(is_from_open_link=False).select_related("page__survey_box")

    return ResponsesListView
