"""A survey as a page: what the editor writes and who may see what. Answering happens at /svar/, outside the tree."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpResponseNotAllowed
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import FormMixin
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from home.folding import FOLDED, Findable
from home.kept import change_at
from home.link_texts import CheckedLinks
from home.publishing import CheckedWhenPublished, NotPublishable
from home.slugs import PlainAddress
from invitations.askings import CohortIsFixed, plan
from panel_pages.outline import OutlinePanel, outline
from panel_pages.publishing import CHECKED, broken_promises, problems_before_publishing
from panel_pages.questions_panel import QuestionsPanel
from panel_pages.states import State
from panel_pages.translating import (
    OWNED,
    WORDS,
    is_translation,
    original_of,
    problems_of_translation,
    questionnaire_in,
    renew_translations,
)
from panel_pages.who_asks import suggest
from surveys.blocks import QuestionsBlock
from surveys.box import prepare_box
from surveys.forms import build_form_class
from surveys.listing import shown_columns, submissions_list_view_class
from surveys.models import Box, Response
from surveys.promises import FrozenPromise
from surveys.questions import questions_of
from surveys.structure import compile_stream
from surveys.translations import in_words_of
from surveys.versions import FrozenStructure, hold_answers, keep_version

from .approving import ApprovedFirst
from .promising import PRIVACY_PANELS, Promising
from .telling import PICTURE_PANEL, Telling

PLAIN = ["bold", "italic", "link", "ul", "ol"]


class SurveyPageForm(CheckedLinks, WagtailAdminFormPageForm):
    """Says beside the fields what is missing, as soon as publishing is asked for.

    A translation is words only: it has no fields for what its bokmål page decides.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if is_translation(self.instance):
            for name in OWNED:
                self.fields.pop(name, None)
        if self.instance._state.adding and self.for_user:
            self.initial |= suggest(SurveyPage.objects, self.for_user)

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and not self.errors:
            candidate = SurveyPage(
                pk=self.instance.pk, locale_id=self.instance.locale_id, translation_key=self.instance.translation_key,
                **{name: cleaned.get(name, getattr(self.instance, name)) for name in (*CHECKED, *WORDS)},
            )  # fmt: skip
            for field, sentence in problems_before_publishing(candidate):
                self.add_error(field if field in self.fields else None, sentence)
        return cleaned


class SurveyPage(CheckedWhenPublished, PlainAddress, Promising, Telling, Findable, FormMixin, Page):
    """One survey. Published it has a version, a sealed box and an asking; see `publish`."""

    purpose = models.TextField(
        _("purpose"), max_length=400, help_text=_("What the answers are used for, in words for residents.")
    )
    introduction = RichTextField(_("introduction"), features=PLAIN, blank=True)
    owner_unit = models.CharField(_("unit responsible"), max_length=120)
    contact_name = models.CharField(_("contact person or office"), max_length=120)
    contact_email = models.EmailField(_("contact address"))
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=5)
    # The dates may be empty in a draft; publishing asks for them.
    opens_at = models.DateTimeField(_("opens"), null=True)
    closes_at = models.DateTimeField(_("closes"), null=True)
    results_due_on = models.DateField(_("results are due"), null=True, help_text=_("Residents are told this date."))
    retention_on = models.DateField(
        _("answers are deleted"),
        null=True,
        help_text=_("All answers are deleted on this date. Published results stay."),
    )
    reported_on = models.DateField(
        _("reported to the register"),
        null=True,
        help_text=_("When the unit that keeps the overview of all web surveys was told of this one."),
    )
    reported_by = models.CharField(_("reported by"), max_length=120, default="")
    questions = StreamField(QuestionsBlock(), verbose_name=_("questions"), blank=True)
    # The survey this one asks again, with the same questions by the same UUIDs.
    previous_wave = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="later_waves"
    )
    # {UUID of a block: UUID of the saved one it is a copy of}
    origins = models.JSONField(default=dict, editable=False)
    findings = RichTextField(
        _("what we learned, and what we do now"), features=PLAIN + ["h3"], blank=True,
        help_text=_("Shown above the figures when the results are published."),
    )  # fmt: skip

    content_panels = Page.content_panels + [
        FieldPanel("purpose"),
        FieldPanel("introduction"),
        OutlinePanel(heading=_("Outline, as last saved"), classname="collapsed"),
        QuestionsPanel("questions"),
        MultiFieldPanel(
            [
                FieldPanel("opens_at", help_text=_("With a time that has passed, it opens when it is published.")),
                FieldPanel("closes_at"),
                FieldPanel("results_due_on"),
                FieldPanel("minutes"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel("owner_unit"), FieldPanel("contact_name"), FieldPanel("contact_email")], heading=_("Who asks")
        ),
        *PRIVACY_PANELS,
        PICTURE_PANEL,
        MultiFieldPanel(
            [FieldPanel("finding"), FieldPanel("findings"), FieldPanel("advice")],
            heading=_("What came of it"),
            help_text=_("Shown when the results are published."),
        ),
    ]
    base_form_class = SurveyPageForm
    search_fields = Page.search_fields + [
        index.SearchField("purpose"),
        index.SearchField("introduction"),
        index.SearchField("findings"),
        *Telling.telling_search_fields,
        *FOLDED,
    ]
    parent_page_types = ["panel_pages.AskedPage"]
    subpage_types = []
    # Both stand beside the form, at the width of a telephone, and follow what is typed.
    preview_modes = [("", _("As residents meet it")), ("outline", _("Outline"))]
    # A copy is another survey: it is reported by itself, and has dates of its own.
    exclude_fields_in_copy = ["opens_at", "closes_at", "results_due_on", "retention_on", "reported_on", "reported_by"]

    class Meta:
        verbose_name = _("survey")

    # What wagtail.contrib.forms asks of a form page.

    def get_form_fields(self):
        return questions_of(*compile_stream(self.questions))

    def get_form_class(self):
        return build_form_class(*compile_stream(self.questions))

    def get_form_parameters(self):
        return {}

    def get_form(self, *args, **kwargs):
        kwargs.setdefault("page", self)
        return super().get_form(*args, **kwargs)

    def get_submission_class(self):
        return Response

    def get_data_fields(self):
        box = Box.objects.select_related("version__structure").filter(page_id=self.pk).first()
        if box is None:
            return []
        return shown_columns(box)

    def get_submissions_list_view_class(self):
        return submissions_list_view_class(files_view="survey_desk:files")

    def process_form_submission(self, form):
        # An answer needs an invitation, so it comes in at /svar/ and nowhere else.
        raise PermissionDenied("Surveys are answered at /svar/.")

    def save(self, *args, **kwargs):
        # Only `publish` makes what a survey needs to be live, so a copy kept live starts as a draft all the same, and
        # a mirrored page, which would be a second survey that nobody can edit, stays one.
        if self.live and (self._state.adding or self.alias_of_id):
            self.live = False
            self.has_unpublished_changes = True
        if self._state.adding and is_translation(self) and (original := original_of(self)):
            take_over(self, original)
        if not self.live or kwargs.get("update_fields") is not None:
            return super().save(*args, **kwargs)
        # Every way to go live ends in a whole save of the page, and the page editor's guards nothing itself: a survey
        # that cannot take answers must stay as it was.
        with transaction.atomic():
            now = timezone.now()
            if is_translation(self):
                return self.save_translation(now, *args, **kwargs)
            hold_answers(self.pk)
            if problems := broken_promises(self):
                raise NotPublishable(self, [text for _field, text in problems])
            try:
                prepare_for_answers(self, now=now)
            except (FrozenStructure, FrozenPromise, CohortIsFixed) as refusal:
                raise NotPublishable(self, [text for _field, text in problems_before_publishing(self)]) from refusal
            saved = super().save(*args, **kwargs)
            renew_translations(self, now=now)
            return saved

    def save_translation(self, now, *args, **kwargs):
        """Save live words of another language. They change no date, box or answer of the bokmål page."""
        original = original_of(self)
        problems = problems_of_translation(self)
        if problems:
            raise NotPublishable(self, [text for _field, text in problems])
        take_over(self, original)
        saved = super().save(*args, **kwargs)
        renew_translations(original, now=now)
        return saved

    # What visitors see.

    @cached_property
    def original(self):
        """The page that owns dates and answers: itself, or the bokmål page of a translation."""
        return original_of(self) or self

    @property
    def results(self):
        """The published snapshot, or None; no query where a list has fetched it along."""
        return getattr(self.original, "survey_results", None)

    @property
    def told_results(self):
        """The published figures in the language of the page."""
        data = self.results.data
        return data if self.original is self else in_words_of(data, questionnaire_in(self))

    @property
    def what_came_of_it(self):
        """The findings, and the answers to advice. What a translation does not tell stands in bokmål, marked as such."""
        told = {}
        for name in ("findings", "advice"):
            teller = self if getattr(self, name) else self.original
            told[name] = getattr(teller, name)
            told[f"{name}_lang"] = "" if teller is self else settings.LANGUAGE_CODE
        return told

    @property
    def headline(self):
        """What the page is headed by: the finding, once the figures behind it are published."""
        return self.finding if self.finding and self.results else self.title

    @property
    def tells_what_came_of_it(self):
        """Whether an editor has written it. An emptied rich text is an empty paragraph."""
        return bool(self.advice) or bool(strip_tags(self.findings).strip())

    def state(self, now=None):
        """Where the survey stands at `now`. A draft may lack its dates, and a page nobody has saved yet calls itself live."""
        now = now or timezone.now()
        if self.results is not None:
            return State.RESULTS
        closes_at = self.closing_time()
        if not self.live or self.opens_at is None or closes_at is None or now < self.opens_at:
            return State.PLANNED
        return State.OPEN if now < closes_at else State.WORKING

    def closing_time(self):
        """When it closes, or closed: the asking knows if that was earlier than planned."""
        asking = getattr(self.original, "asking", None)
        return asking.ends_at if asking else self.closes_at

    def moments_of_change(self):
        """When the survey begins to look different without anybody doing anything."""
        return [self.opens_at, self.closing_time()]

    def serve(self, request, *args, **kwargs):
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return Page.serve(self, request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context, now = super().get_context(request, *args, **kwargs), timezone.now()
        change_at(request, self.moments_of_change(), now=now)
        return {**context, "state": self.state(now)}

    def serve_preview(self, request, mode_name):
        # The resident's form, which has nowhere to send to.
        return Page.serve_preview(self, request, mode_name)

    def get_preview_context(self, request, mode_name):
        context = Page.get_preview_context(self, request, mode_name)
        return {**context, "steps": outline(self.questions), "is_preview": True}

    def get_preview_template(self, request, mode_name):
        return "panel_pages/survey_outline.html" if mode_name == "outline" else "panel_pages/survey_preview.html"

    # Publishing.

    def permissions_for_user(self, user):
        return ApprovedFirst(user, self)

    def problems_before_publishing(self):
        # What the bokmål page owns, a translation gets from there as it is saved.
        ignored = OWNED if is_translation(self) else ()
        problems = [problem for problem in super().problems_before_publishing() if problem[0] not in ignored]
        return problems_before_publishing(self) or problems

    def publish(self, revision, *args, **kwargs):
        """Publish with what answers need, all of it or nothing. Schedules and workflows come this way.

        The page editor does not: there the form refuses, and `save` does the rest.
        """
        with transaction.atomic():
            super().publish(revision, *args, **kwargs)


def take_over(translation, original):
    """Let a translation say of dates and duties what the bokmål page decides."""
    for name in OWNED:
        if name != "questions":
            setattr(translation, name, getattr(original, name))


def prepare_for_answers(page, *, now):
    """Everything a published survey needs before the first answer can come."""
    version = keep_version(page.pk, page.questions, now=now)
    prepare_box(
        page.pk,
        version,
        public_key=settings.SURVEY_BOX_PUBLIC_KEY,
        has_special_categories=bool(page.has_special_categories),
        **page.promises,
    )
    plan(page, opens_at=page.opens_at, closes_at=page.closes_at, min_age=page.age_limit)
