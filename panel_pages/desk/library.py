"""Building with what is there: surveys from templates, saved questions, and a survey asked again as a new wave."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Locale

from panel_pages.models import AskedPage, SurveyPage
from panel_pages.survey_templates import TEMPLATES
from panel_pages.waves import copy_as_wave, free_slug
from panel_pages.who_asks import suggest
from surveys.blocks import with_ids
from surveys.library import asks_something, fresh, words_of
from surveys.models import SavedQuestions

from .access import allowed, respond, to_desk


def parent_for(user):
    """The page below which the user may make surveys, or None."""
    parents = AskedPage.objects.filter(locale=Locale.get_default())
    return next((page for page in parents if page.permissions_for_user(user).can_add_subpage()), None)


needs_builder = allowed(lambda user: parent_for(user) is not None)


class TitleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)


@needs_builder
@require_http_methods(["GET", "HEAD", "POST"])
def new_survey(request):
    """Begin a survey with one of the templates: a draft that is opened in the editor."""
    saved = list(SavedQuestions.objects.filter(is_template=True))
    form = TitleForm(request.POST or None)
    choices = {template.key: (template.title, template.description, template.questions) for template in TEMPLATES}
    choices |= {str(one.pk): (one.title, "", one.questions) for one in saved}
    chosen = choices.get(request.POST.get("template"))
    if request.method == "POST" and form.is_valid() and chosen:
        texts = next((one.texts for one in TEMPLATES if one.key == request.POST["template"]), {})
        page = begin(parent_for(request.user), form.cleaned_data["title"], as_stream(chosen[2]), request.user, texts)
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "POST" and not chosen:
        messages.error(request, _("Choose a template."))
    rows = [
        {"key": key, "title": title, "description": about, "words": words_of(as_stream(questions))}
        for key, (title, about, questions) in choices.items()
    ]
    return respond(
        request, "new_survey", _("New survey from a template"), rows=rows, form=form, parent=parent_for(request.user)
    )


def as_stream(questions):
    """Stream data, of a template that is written as (type, value) or of questions that were saved."""
    return with_ids(questions) if questions and isinstance(questions[0], tuple) else questions


def begin(parent, title, questions, user, texts):
    """A draft below `parent` with copies of the stream data `questions`; what else it says are the fields `texts`."""
    copies, origins = fresh(questions)
    page = SurveyPage(
        title=title, slug=free_slug(parent, title), live=False, owner=user,
        questions=copies, origins=origins, **texts, **suggest(SurveyPage.objects, user),
    )  # fmt: skip
    with transaction.atomic():
        parent.add_child(instance=page)
        page.save_revision(user=user, clean=False)
    return page


def editable(request, page_id):
    """The newest draft of a survey the user may edit, or 404."""
    page = get_object_or_404(SurveyPage, id=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


@needs_builder
@require_http_methods(["GET", "HEAD", "POST"])
def saved_questions(request, page_id):
    """Put saved questions into a survey, or save some of its own."""
    page = editable(request, page_id)
    raw = list(page.questions.raw_data)
    act = {"insert": insert, "save": save}.get(request.POST.get("act"))
    if act:
        try:
            return act(request, page, raw)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return respond(
        request, "saved_questions", _("Saved questions"), [to_desk(page)], page=page,
        saved=[{"saved": one, "words": words_of(one.questions)} for one in SavedQuestions.objects.all()],
        blocks=[(block["id"], kind, words) for block, (kind, words) in zip(raw, words_of(raw), strict=True)],
    )  # fmt: skip


def insert(request, page, raw):
    """Copy a saved set into the survey, behind the chosen block or at the end, and go back to the editor."""
    saved = SavedQuestions.objects.filter(pk__in=[key for key in [request.POST.get("saved", "")] if key.isdecimal()])
    if not saved:
        raise ValidationError(_("Choose what to put in."))
    copies, origins = fresh(saved[0].questions)
    behind = [number for number, block in enumerate(raw, 1) if block["id"] == request.POST.get("behind")]
    place = behind[0] if behind else len(raw)
    page.questions = raw[:place] + copies + raw[place:]
    page.origins = page.origins | origins
    page.save_revision(user=request.user, clean=False)
    messages.success(request, _("«%(title)s» is put in. Look through it, and save.") % {"title": saved[0].title})
    return redirect("wagtailadmin_pages:edit", page.pk)


def save(request, page, raw):
    """Keep the ticked blocks of the survey under a title."""
    ticked, title = request.POST.getlist("block"), request.POST.get("title", "").strip()
    copies, _origins = fresh([block for block in raw if block["id"] in ticked])
    if not asks_something(copies):
        raise ValidationError(_("Tick at least one question."))
    if not title or len(title) > 120:
        raise ValidationError(_("Give it a title, at most 120 characters."))
    SavedQuestions.objects.create(title=title, questions=copies, is_template="is_template" in request.POST)
    messages.success(request, _("«%(title)s» is saved.") % {"title": title})
    return redirect("survey_desk:saved_questions", page.pk)


@needs_builder
@require_http_methods(["POST"])
def forget_saved(request, page_id, pk):
    """Delete a saved set. Surveys keep their copies."""
    SavedQuestions.objects.filter(pk=pk).delete()
    messages.success(request, _("Deleted. Surveys that used it keep their questions."))
    return redirect("survey_desk:saved_questions", page_id)


@needs_builder
@require_http_methods(["GET", "HEAD", "POST"])
def new_wave(request, page_id):
    """Copy a survey to be asked again."""
    page = get_object_or_404(SurveyPage, id=page_id)
    form = TitleForm(request.POST or None, initial={"title": page.title})
    if request.method == "POST" and form.is_valid():
        wave = copy_as_wave(page, title=form.cleaned_data["title"], user=request.user)
        messages.success(
            request, _("This is the new wave. Its questions compare with «%(title)s».") % {"title": page.title}
        )
        return redirect("wagtailadmin_pages:edit", wave.pk)
    return respond(request, "new_wave", _("Ask again"), [to_desk(page)], page=page, form=form)
