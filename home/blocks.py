"""The blocks of page bodies, used by every room with pages. Their templates lie in templates/blocks/."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

# No heading level above the section's own: an editor cannot break the order of headings.
TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
PLAIN_FEATURES = ["bold", "italic", "link"]


class SectionBlock(blocks.StructBlock):
    """A heading and the text below it."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=gettext_lazy("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "title"
        label = gettext_lazy("Section with heading")
        description = gettext_lazy("A part of the page under a heading of its own.")
        preview_value = {"heading": "Hva skjer nå?", "text": "<p>Vi leser svarene og forteller hva vi gjør.</p>"}
        group = gettext_lazy("Text")
        template = "blocks/section.html"


class PictureBlock(blocks.StructBlock):
    """A picture that is described, or said to be decoration."""

    image = ImageChooserBlock(label=gettext_lazy("Picture"))
    alt_text = blocks.CharBlock(
        label=gettext_lazy("Description for those who cannot see the picture"), max_length=250, required=False
    )
    is_decorative = blocks.BooleanBlock(label=gettext_lazy("The picture is only decoration"), required=False)
    caption = blocks.CharBlock(label=gettext_lazy("Caption"), max_length=250, required=False)

    def clean(self, value):
        value = super().clean(value)
        if not value["alt_text"] and not value["is_decorative"]:
            sentence = _("Describe the picture, or tick that it is only decoration.")
            raise blocks.StructBlockValidationError(block_errors={"alt_text": ValidationError(sentence)})
        return value

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        description = gettext_lazy(
            "A picture across the column. What it shows must stand in words, unless it is only decoration."
        )
        group = gettext_lazy("Pictures and figures")
        template = "blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label=gettext_lazy("Quote"), max_length=400)
    source = blocks.CharBlock(label=gettext_lazy("Who says it"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quote")
        description = gettext_lazy("What somebody has said, in large letters.")
        preview_value = {
            "quote": "Jeg finner alt, bortsett fra det jeg leter etter.",
            "source": "Deltaker i brukertest",
        }
        group = gettext_lazy("Text")
        template = "blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=gettext_lazy("Number"), max_length=20)
    label = blocks.CharBlock(label=gettext_lazy("What it counts"), max_length=80)


class FiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(FigureBlock(), label=gettext_lazy("Figures"), min_num=1, max_num=4)
    note = blocks.CharBlock(
        label=gettext_lazy("Note"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Where the figures come from, or that they are examples."),
    )

    class Meta:
        icon = "order"
        label = gettext_lazy("Figures")
        description = gettext_lazy("One to four numbers in a box.")
        preview_value = {
            "figures": [{"number": "407", "label": "er med i panelet"}, {"number": "185", "label": "svarte"}],
            "note": "",
        }
        group = gettext_lazy("Pictures and figures")
        template = "blocks/figures.html"


class QuestionAndAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=gettext_lazy("Question"), max_length=160)
    answer = blocks.RichTextBlock(label=gettext_lazy("Answer"), features=PLAIN_FEATURES + ["ul", "ol"])


class QuestionsAndAnswersBlock(blocks.StructBlock):
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
        group = gettext_lazy("Text")
        template = "blocks/questions_and_answers.html"


class CallToActionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    text = blocks.TextBlock(label=gettext_lazy("Text"), max_length=300, required=False)
    page = blocks.PageChooserBlock(label=gettext_lazy("Leads to"))
    button = blocks.CharBlock(label=gettext_lazy("Words on the button"), max_length=40)

    class Meta:
        icon = "link"
        label = gettext_lazy("Call to action")
        description = gettext_lazy("A box with a button that leads to another page.")
        preview_value = {"heading": "Vil du være med?", "text": "Det tar to minutter.", "button": "Bli med"}
        group = gettext_lazy("Links")
        template = "blocks/call_to_action.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an information page, a news post or an activity."""

    text = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        icon="pilcrow",
        label=gettext_lazy("Text"),
        group=gettext_lazy("Text"),
        template="blocks/text.html",
    )
    section = SectionBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
    questions_and_answers = QuestionsAndAnswersBlock()
    call_to_action = CallToActionBlock()
