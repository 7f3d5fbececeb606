"""The listing of answers in Wagtail's Forms menu, and who may see it."""

from collections import Counter

from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from figures.suppression import shown_total

from .models import Response
from .questions import questions_of
from .versions import load_version

PERMISSION = "surveys.see_answers"


def readable_answers(response):
    """{field name: words} of a response; strings only, since the listing joins them."""
    version = load_version(response.page.survey_box.version_id)
    return words_of(response.form_data, data_questions(version))


def data_questions(version):
    """The questions whose answers lie in a response (free texts lie elsewhere)."""
    questions = questions_of(version.structure.data, version.texts)
    return [question for question in questions if not question.is_text]


def shown_questions(box):
    """The questions with answers enough to be shown: what the tables hide, no list or export may tell."""
    answers = Response.objects.filter(page_id=box.page_id).values_list("form_data", flat=True)
    counts = Counter(key for answer in answers for key in answer)
    return [question for question in data_questions(box.version) if shown_total(counts[question.key]) is not None]


def words_of(form_data, questions):
    """`form_data` in words."""
    return {
        question.clean_name: question.in_words(form_data[question.key]) if question.key in form_data else ""
        for question in questions
    }


def forbidden(request):
    """403 in words. Wagtail turns PermissionDenied in its admin into a redirect, so this is a response of our own."""
    return TemplateResponse(request, "surveys/forbidden.html", status=403)


def submissions_list_view_class():
    """The view. Imported late: wagtail.contrib.forms.views needs all apps to be ready."""
    from wagtail.contrib.forms.views import SubmissionsListView

    class ResponsesListView(SubmissionsListView):
        """Anonymous answers: no date to sort or filter by, and none can be deleted one by one."""

        default_ordering = ("id",)
        ordering_csv = ("id",)
        orderable_fields = ("id",)
        filterset_class = None
        is_searchable = False
        page_title = _("Answers")

        def dispatch(self, request, *args, **kwargs):
            if not request.user.has_perm(PERMISSION):
                return forbidden(request)
            return super().dispatch(request, *args, **kwargs)

        def get_base_queryset(self):
            # The words come from the box's version; fetched along, or every row would ask for them.
            return super().get_base_queryset().select_related("page__survey_box")

    return ResponsesListView
