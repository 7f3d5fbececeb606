"""What stands between questions."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .conditions import ConditionBlock

GROUP = gettext_lazy("Between questions")


class HeadingBlock(blocks.StructBlock):
    """Not a question: a heading, and perhaps a sentence, before the questions that follow."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    text = blocks.TextBlock(label=gettext_lazy("Text"), required=False, max_length=1000)

    class Meta:
        icon = "title"
        label = gettext_lazy("Heading")
        group = GROUP
        description = gettext_lazy("Opens a new part of the same page.")


class SectionBlock(HeadingBlock):
    """A page turn: what follows is a step of its own, and answers are saved on the way."""

    text = blocks.TextBlock(label=gettext_lazy("Introduction"), required=False, max_length=1000)
    shown_if = ConditionBlock()

    class Meta:
        icon = "doc-empty"
        label = gettext_lazy("New step")
        description = gettext_lazy("The questions after it come on a page of their own.")


class InformationBlock(blocks.StructBlock):
    """Something to read or look at before the next question."""

    text = blocks.RichTextBlock(
        label=gettext_lazy("Text"), features=["bold", "italic", "link", "ul", "ol"], required=False
    )
    picture = ImageChooserBlock(label=gettext_lazy("Picture"), required=False)
    alt_text = blocks.CharBlock(
        label=gettext_lazy("Description for those who cannot see the picture"), max_length=250, required=False
    )
    is_decorative = blocks.BooleanBlock(label=gettext_lazy("The picture is only decoration"), required=False)
    shown_if = ConditionBlock()

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        if not value["picture"] and not value["text"].source.strip():
            sentence = _("Write a text, or choose a picture.")
            raise blocks.StructBlockValidationError(block_errors={"text": ValidationError(sentence)})
        if value["picture"] and not value["alt_text"] and not value["is_decorative"]:
            sentence = _("Describe the picture, or tick that it is only decoration.")
            raise blocks.StructBlockValidationError(block_errors={"alt_text": ValidationError(sentence)})
        return value

    class Meta:
        icon = "info-circle"
        label = gettext_lazy("Information and picture")
        group = GROUP
        description = gettext_lazy("A text, a picture or both, such as a map the next question is about.")
