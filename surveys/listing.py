"""The listing of answers in Wagtail's Forms menu, and who may see it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .forms import questions_of
from .models import Box
from .structure import TEXT_TYPES

PERMISSION = "surveys.see_answers"


def readable_answers(response):
    """{field name: words} of a response; strings only, since the listing joins them."""
    box = Box.objects.select_related("version__structure").get(page_id=response.page_id)
    return words_of(response.form_data, data_questions(box.version))


def data_questions(version):
    """The questions whose answers lie in a response (free texts lie elsewhere)."""
    questions = questions_of(version.structure.data, version.texts)
    return [question for question in questions if question.field_type not in TEXT_TYPES]


def words_of(form_data, questions):
    """`form_data` in words."""
    words = {}
    for question in questions:
        value = form_data.get(question.key, "")
        options = dict(question.options)
        if isinstance(value, list):
            value = ", ".join(options[key] for key in value)
        words[question.clean_name] = options.get(value, str(value))
    return words


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
                raise PermissionDenied
            return super().dispatch(request, *args, **kwargs)

    return ResponsesListView
