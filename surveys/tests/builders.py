"""Surveys without pages: what the room needs to be tested alone."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page

from surveys.blocks import QuestionsBlock, with_ids
from surveys.box import prepare_box
from surveys.slot import drop
from surveys.versions import keep_version

QUESTIONS = [
    ("heading", {"heading": "Finding things", "text": ""}),
    ("single_choice", {"label": "Easy?", "help_text": "", "required": True, "options": ["Yes", "No"]}),
    ("multiple_choice", {"label": "Where?", "help_text": "", "required": False, "options": ["Phone", "Desk", "Web"]}),
    (
        "scale",
        {
            "label": "How content?", "help_text": "", "required": False,
            "lowest": 1, "highest": 5, "lowest_label": "not at all", "highest_label": "very",
        },
    ),
    ("short_text", {"label": "One word", "help_text": "", "required": False}),
    ("long_text", {"label": "What first?", "help_text": "", "required": False}),
]  # fmt: skip


def make_page(title="Survey"):
    """A page of the plainest kind."""
    Locale.objects.get_or_create(language_code="nb")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    return root.add_child(instance=Page(title=title, slug=f"{title.lower()}-{Page.objects.count()}"))


def stream(raw):
    """The StreamValue of raw blocks that have ids."""
    return QuestionsBlock().to_python(raw)


def make_box(raw=None, *, page=None, delete_on=None):
    """A published survey's box, ready for answers."""
    page = page or make_page()
    version = keep_version(page.pk, stream(raw or with_ids(QUESTIONS)), now=timezone.now())
    return prepare_box(
        page.pk,
        version,
        public_key=settings.SURVEY_BOX_PUBLIC_KEY,
        delete_on=delete_on or date.today() + timedelta(days=365),
    )


def keys(box):
    """{label: question UUID} and {label: {option: UUID}} of the box's survey."""
    words = box.version.texts["words"]
    questions = {text["label"]: key for key, text in words.items() if "label" in text}
    options = {
        text["label"]: {label: key for key, label in text["options"].items()}
        for text in words.values()
        if "options" in text
    }
    return questions, options


def answer(box, *, easy="Yes", where=(), content=None, word="", first=""):
    """One answer in the box."""
    questions, options = keys(box)
    answers = {questions["Easy?"]: options["Easy?"][easy]}
    if where:
        answers[questions["Where?"]] = [options["Where?"][label] for label in where]
    if content:
        answers[questions["How content?"]] = content
    if word:
        answers[questions["One word"]] = word
    if first:
        answers[questions["What first?"]] = first
    drop(box, answers)
