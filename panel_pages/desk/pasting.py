"""A survey from a document: questions are pasted, read, looked through by whoever pasted them, and become a draft."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from surveys.blocks import QuestionsBlock, with_ids
from surveys.pasted import read_document

from .access import respond, to_desk
from .library import begin, editable, needs_builder, parent_for
from .reading import Reading

LONGEST_TEXT = 50_000
OF_THE_SURVEY = ("title", "purpose", "introduction")
# In bokmål, as surveys are.
EXAMPLE = """\
Om deg
1. Sykler du? Ja / Nei (må svares)

Turene dine (bare hvis ja på 1)
2. Hvor sykler du oftest?
- Til jobb
- Til skole
- Annet
3. Hvor trygt er det? (skala 1–5, fra utrygt til trygt)
"""


class DocumentForm(forms.Form):
    """A document with questions, and the title of the survey where there is none yet."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Leave empty if it stands in the first line below."),
        max_length=120,
        required=False,
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = forms.CharField(
        label=gettext_lazy("The questions"),
        help_text=gettext_lazy("Copy them from your document, or write them here."),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args, page=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = None
        if page is not None:
            for name in OF_THE_SURVEY:
                del self.fields[name]

    def clean_text(self):
        """The text, which is read into `document`."""
        self.document = read_document(self.cleaned_data["text"])
        if not self.document.questions:
            raise ValidationError(_("No question was found. A question is a line with a question mark."))
        most = QuestionsBlock().meta.max_num
        if len(self.document.parts) > most:
            message = _("This is %(count)s questions and headings. A survey has room for %(most)s.")
            raise ValidationError(message % {"count": len(self.document.parts), "most": most})
        return self.cleaned_data["text"]

    def clean(self):
        """The title is what was written, or what the document begins with; the others are the document's until they are shown."""
        if self.document is not None and "title" in self.fields:
            title = self.cleaned_data.get("title") or self.document.title
            if len(title) > 120:
                self.add_error("title", _("Give it a title, at most 120 characters."))
            self.cleaned_data["title"] = title
            for name in ("purpose", "introduction"):
                if name not in self.data:
                    self.cleaned_data[name] = getattr(self.document, name)
        return self.cleaned_data


@needs_builder
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request, page_id=None):
    """Read pasted questions and show how they were read; then make a draft of them, or put them at the end of one."""
    page = editable(request, page_id) if page_id else None
    form = DocumentForm(request.POST or None, page=page)
    reading = None
    if form.is_bound and "text" not in form.errors:
        reading = Reading(form.document, request.POST)
        # What was found is shown where it can be changed.
        form.data = form.data.dict() | form.cleaned_data
        if request.POST.get("act") == "make" and form.is_valid() and is_ready(request, form, reading):
            made = put_in(page, reading, request.user) if page else make(form, reading, request.user)
            messages.success(request, _("The questions are in. Look through them, and fill in the rest."))
            if count := reading.new_steps:
                messages.info(request, say_new_steps(count))
            return redirect("wagtailadmin_pages:edit", made.pk)
    trail = [to_desk(page)] if page else ()
    return respond(
        request, "paste", _("Questions from a document"), trail, form=form, reading=reading, page=page, example=EXAMPLE
    )


def say_new_steps(count):
    """Why there are more steps than in the document."""
    sentence = ngettext(
        "One step has begun by itself, because a question depends on one in its own step. It is called «… (continued)».",
        "%(count)s steps have begun by themselves, because questions depend on one in their own step. They are called "
        "«… (continued)».",
        count,
    )
    return sentence % {"count": count}


def is_ready(request, form, reading):
    """Whether a draft can be made of what was read; says why not."""
    if not reading.is_seen:
        messages.info(request, _("The text has changed, so it was read again. Look through it once more."))
    elif not reading.is_usable:
        messages.error(request, _("Nothing was made yet: something has to be mended, as is said beside it."))
    elif "title" in form.fields and not form.cleaned_data["title"]:
        form.add_error("title", _("Give it a title, at most 120 characters."))
    else:
        return True
    return False


def make(form, reading, user):
    """A new draft with the questions of a document."""
    written = form.cleaned_data
    texts = {"purpose": written["purpose"]}
    if written["introduction"]:
        texts["introduction"] = linebreaks(escape(written["introduction"]))
    return begin(parent_for(user), written["title"], with_ids(reading.blocks), user, texts)


def put_in(page, reading, user):
    """The survey `page` with the questions of a document at its end, as a new revision."""
    page.questions = [*page.questions.raw_data, *with_ids(reading.blocks)]
    with transaction.atomic():
        page.save_revision(user=user, clean=False)
    return page
