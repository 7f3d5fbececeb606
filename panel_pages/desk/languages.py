"""A survey in another language, beside the original: two columns, and what is missing said before publishing."""

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail import blocks
from wagtail.admin import messages
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Locale

from home.languages import NAMES
from home.publishing import NotPublishable
from panel_pages.models import SurveyPage
from panel_pages.translating import WORDS, problems_of_translation, translations_of
from surveys.phrases import in_other_words, phrases_of, words_in

from .access import find_survey, respond, to_desk

RICH = ("introduction", "findings")


def languages_of(original):
    """[(code, name, translation or None)] of the languages a survey can be in beside bokmål."""
    pages = {page.locale.language_code: page for page in translations_of(original)}
    return [(code, name, pages.get(code)) for code, name in NAMES.items() if code != settings.LANGUAGE_CODE]


class TranslationForm(forms.Form):
    """A field for everything the original says; `parts` are [(heading, [(original, bound field)])].

    `empty` are the same lines where the translation says nothing, `marked` the names of those where it says the same.
    """

    def __init__(self, page, original, data=None):
        super().__init__(data)
        self.page, self.original, self.parts, self.marked, self.empty = page, original, [], [], []
        self.stream_block = original.questions.stream_block
        written = words_in(page.questions.raw_data, self.stream_block)
        rows = [
            (name, getattr(original, name), getattr(page, name), self.field_of(name))
            for name in WORDS
            if getattr(original, name)
        ]
        self.add_part(_("The page"), rows)
        for number, row in enumerate(original.questions.raw_data, 1):
            rows = [
                (phrase.key, phrase.text, written.get(phrase.key, ""), field_for(phrase.block))
                for phrase in phrases_of(row, self.stream_block)
            ]
            kind = self.stream_block.child_blocks[row["type"]].label
            self.add_part(f"{number}. {kind}", rows)

    def field_of(self, name):
        """The field for one of the page's own texts."""
        model_field = SurveyPage._meta.get_field(name)
        widget = editor(model_field.features) if name in RICH else AdminAutoHeightTextInput()
        # Without a title there is no page at all; all else may wait.
        required = name == "title"
        return forms.CharField(
            label=capfirst(model_field.verbose_name),
            required=required,
            max_length=model_field.max_length,
            widget=widget,
        )

    def add_part(self, heading, rows):
        lines = []
        for key, said, written, field in rows:
            field.initial = written
            self.fields[key] = field
            lines.append((said, self[key]))
            if said == written:
                self.marked.append(key)
            if not written:
                self.empty.append((said, self[key]))
        if lines:
            self.parts.append((heading, lines))

    def save(self, user):
        """A draft of the translation with what was typed: the same questions as the original has now."""
        words = self.cleaned_data
        for name in WORDS:
            if name in words:
                setattr(self.page, name, words[name])
        self.page.questions = in_other_words(self.original.questions.raw_data, words, self.stream_block)
        return self.page.save_revision(user=user, clean=False, log_action=True)


def editor(features):
    """Wagtail's editor of rich text."""
    return get_rich_text_editor_widget(features=features)


def field_for(block):
    """The field for a text that is written in `block` of the original."""
    if isinstance(block, blocks.RichTextBlock):
        return forms.CharField(label=block.label, required=False, widget=editor(block.features))
    return forms.CharField(
        label=block.label,
        required=False,
        max_length=getattr(block.field, "max_length", None),
        widget=AdminAutoHeightTextInput(),
    )


def begin(request, original, locale):
    """Make the translation as a draft, a copy of the original; a sentence instead where it cannot be made."""
    parent = original.get_parent().get_translation_or_none(locale)
    if parent is None:
        return _("First translate «%(title)s», the page above the survey.") % {"title": original.get_parent().title}
    if not parent.permissions_for_user(request.user).can_add_subpage():
        return _("You may not add pages in that language.")
    page = original.get_latest_revision_as_object().copy_for_translation(locale)
    page.save_revision(user=request.user, clean=False)
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request, page_id, language):
    """Words beside words. POST keeps a draft, publishes, or makes the page in the first place."""
    original, _asking, _box = find_survey(page_id)
    locale = Locale.objects.filter(language_code=language).first()
    if not original.permissions_for_user(request.user).can_edit():
        return TemplateResponse(request, "panel_pages/desk/forbidden.html", status=403)
    if language not in NAMES or language == settings.LANGUAGE_CODE:
        raise Http404
    page = translations_of(original).filter(locale=locale).first() if locale else None
    if page is None:
        return offer_to_begin(request, original, language, locale)
    original, page = original.get_latest_revision_as_object(), page.get_latest_revision_as_object()
    form = TranslationForm(page, original, request.POST or None)
    if request.method == "POST" and form.is_valid():
        revision = form.save(request.user)
        if "publish" in request.POST and page.permissions_for_user(request.user).can_publish():
            return publish(request, original, language, revision)
        messages.success(request, _("The translation is saved as a draft."))
        return redirect("survey_desk:translate", original.pk, language)
    return respond(
        request, "translate", f"{NAMES[language]}: {original.title}", [to_desk(original)],
        page=page, original=original, language=language, form=form,
        same=said_of_same(len(form.marked)), problems=problems_of_translation(page),
        can_publish=page.permissions_for_user(request.user).can_publish(),
    )  # fmt: skip


def said_of_same(count):
    """How many texts say in both languages the same, in words; nothing when none does."""
    sentence = ngettext("%(count)s text is as in bokmål.", "%(count)s texts are as in bokmål.", count)
    return sentence % {"count": count} if count else ""


def offer_to_begin(request, original, language, locale):
    """The page before there is a translation."""
    problem = "" if locale else _("This language is not set up. An administrator adds it below «Settings», «Locales».")
    if request.method == "POST" and locale:
        problem = begin(request, original, locale)
        if not problem:
            return redirect("survey_desk:translate", original.pk, language)
    context = {"language": language, "name": NAMES[language], "problem": problem, "may_begin": bool(locale)}
    return respond(request, "begin_translation", NAMES[language], [to_desk(original)], original=original, **context)


def publish(request, original, language, revision):
    """Publish what was saved, or say why not. The draft is kept either way."""
    try:
        revision.publish(user=request.user)
    except NotPublishable as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The translation is published."))
    return redirect("survey_desk:translate", original.pk, language)
