"""Blocks that are mostly words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

from home.link_texts import refuse_links_that_say_nothing

GROUP = gettext_lazy("Text")
PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
# Only below a heading of the block's own, which is an h2.
SECTION_FEATURES = ["h3", *PLAIN_FEATURES]
ANSWER_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class CheckedRichTextBlock(blocks.RichTextBlock):
    """Rich text that can be published only when every link says where it leads. A draft may wait with that."""

    def value_from_form(self, value):
        # An editor left empty sends a paragraph without words, which would pass for a text.
        return super().value_from_form(value if value and has_words(value) else "")

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            refuse_links_that_say_nothing(value.source)
        return value

    def deconstruct(self):
        # Migrations know it as what it stores, so that they never need this class.
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs


def has_words(html):
    """Whether rich text says anything."""
    return bool(get_text_for_indexing(html).strip())


class TextBlock(CheckedRichTextBlock):
    """Paragraphs and lists, without headings."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": PLAIN_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Text")
        description = gettext_lazy("Paragraphs and lists. Choose «Section with heading» when the text needs a heading.")
        preview_value = "<p>Panelet bestemmer ikke. Det gjør de folkevalgte. Men de skal vite hva du svarte.</p>"
        group = GROUP
        template = "blocks/text.html"


class SectionBlock(blocks.StructBlock):
    """A heading and the text below it."""

    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"),
        max_length=120,
        help_text=gettext_lazy("What the reader learns here, such as «Du kan slutte når du vil»."),
    )
    text = CheckedRichTextBlock(label=gettext_lazy("Text"), features=SECTION_FEATURES)

    class Meta:
        icon = "title"
        label = gettext_lazy("Section with heading")
        description = gettext_lazy("A part of the page under a heading of its own.")
        preview_value = {"heading": "Hva skjer nå?", "text": "<p>Vi leser svarene og forteller hva vi gjør.</p>"}
        group = GROUP
        template = "blocks/section.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    quote = blocks.TextBlock(label=gettext_lazy("Quote"), max_length=400)
    source = blocks.CharBlock(
        label=gettext_lazy("Who says it"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Only with the person's consent. A role is often enough, such as «Deltaker i workshop»."
        ),
    )

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quote")
        description = gettext_lazy("What somebody has said, in large letters.")
        preview_value = {
            "quote": "Jeg finner alt, bortsett fra det jeg leter etter.",
            "source": "Deltaker i brukertest",
        }
        group = GROUP
        template = "blocks/quote.html"


class FactBlock(blocks.StructBlock):
    """One line of a fact box."""

    name = blocks.CharBlock(label=gettext_lazy("What"), max_length=80)
    value = blocks.CharBlock(label=gettext_lazy("Fact"), max_length=120)


class FactBoxValue(blocks.StructValue):
    """Facts in numbers or in words."""

    @property
    def is_in_words(self):
        """Whether the facts are read rather than compared, and are set smaller."""
        return not all(any(sign.isdigit() for sign in fact["value"]) for fact in self["facts"])


class FactBoxBlock(blocks.StructBlock):
    """What a hurried reader must know, in a box beside the text."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=80)
    facts = blocks.ListBlock(FactBlock(), label=gettext_lazy("Facts"), min_num=0, max_num=8, default=[])
    text = CheckedRichTextBlock(label=gettext_lazy("Text"), features=ANSWER_FEATURES, required=False)
    note = blocks.CharBlock(
        label=gettext_lazy("Note"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Where the facts come from, or that they are examples."),
    )

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and not value["facts"] and not value["text"].source:
            sentence = _("Write at least one fact, or a text.")
            raise blocks.StructBlockValidationError(block_errors={"text": ValidationError(sentence)})
        return value

    class Meta:
        icon = "info-circle"
        label = gettext_lazy("Fact box")
        description = gettext_lazy("The facts in short. Stands beside the text on a wide screen.")
        preview_value = {
            "heading": "Undersøkelsen i tall",
            "facts": [{"name": "Sendt til", "value": "407"}, {"name": "Svarte", "value": "185"}],
            "text": "",
            "note": "",
        }
        value_class = FactBoxValue
        group = GROUP
        template = "blocks/fact_box.html"


class QuestionAndAnswerBlock(blocks.StructBlock):
    """One question that unfolds."""

    question = blocks.CharBlock(label=gettext_lazy("Question"), max_length=160)
    answer = CheckedRichTextBlock(label=gettext_lazy("Answer"), features=ANSWER_FEATURES)


class QuestionsAndAnswersBlock(blocks.StructBlock):
    """Questions under a heading."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    items = blocks.ListBlock(QuestionAndAnswerBlock(), label=gettext_lazy("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = gettext_lazy("Questions and answers")
        description = gettext_lazy("Questions that unfold. Do not hide what everybody must read.")
        preview_value = {
            "heading": "Spørsmål og svar",
            "items": [{"question": "Koster det noe?", "answer": "<p>Nei.</p>"}],
        }
        group = GROUP
        template = "blocks/questions_and_answers.html"
