"""The question blocks a survey is built from. A question is its block's UUID and an option its item's, never words."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    label = blocks.CharBlock(label=gettext_lazy("Question"), max_length=250)
    help_text = blocks.CharBlock(label=gettext_lazy("Help text"), max_length=300, required=False)
    required = blocks.BooleanBlock(label=gettext_lazy("Must be answered"), required=False)

    class Meta:
        group = gettext_lazy("Questions")


class ShortTextBlock(QuestionBlock):
    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Short text")
        description = gettext_lazy("One line, at most 200 characters.")


class LongTextBlock(QuestionBlock):
    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Long text")
        description = gettext_lazy("Several lines, at most 2,000 characters.")


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=gettext_lazy("Option"), max_length=200)

    class Meta:
        form_classname = "struct-block option-block"


class ChoiceBlock(QuestionBlock):
    """A question with options. Two options with the same words would be one to the reader."""

    options = blocks.ListBlock(OptionBlock(), label=gettext_lazy("Options"), min_num=2, max_num=30)

    def clean(self, value):
        value = super().clean(value)
        labels = [option["label"].strip().casefold() for option in value["options"]]
        if len(set(labels)) < len(labels):
            message = _("Two options have the same words.")
            raise blocks.StructBlockValidationError(
                block_errors={"options": blocks.ListBlockValidationError(non_block_errors=[ValidationError(message)])}
            )
        return value


class SingleChoiceBlock(ChoiceBlock):
    class Meta:
        icon = "radio-empty"
        label = gettext_lazy("Single choice")
        description = gettext_lazy("The resident picks one option.")


class MultipleChoiceBlock(ChoiceBlock):
    class Meta:
        icon = "tick-inverse"
        label = gettext_lazy("Multiple choice")
        description = gettext_lazy("The resident picks as many options as she likes.")


class ScaleBlock(QuestionBlock):
    """A row of whole numbers with words at both ends."""

    lowest = blocks.IntegerBlock(label=gettext_lazy("Lowest number"), default=1, min_value=0, max_value=1)
    highest = blocks.IntegerBlock(label=gettext_lazy("Highest number"), default=5, min_value=2, max_value=10)
    lowest_label = blocks.CharBlock(label=gettext_lazy("The lowest number means"), max_length=60)
    highest_label = blocks.CharBlock(label=gettext_lazy("The highest number means"), max_length=60)

    class Meta:
        icon = "order"
        label = gettext_lazy("Scale")
        description = gettext_lazy("From a low to a high number, such as 1 to 5.")


class HeadingBlock(blocks.StructBlock):
    """Not a question: a heading, and perhaps a sentence, before the questions that follow."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    text = blocks.TextBlock(label=gettext_lazy("Text"), required=False, max_length=1000)

    class Meta:
        icon = "title"
        label = gettext_lazy("Heading")
        group = gettext_lazy("Between questions")
        description = gettext_lazy("Opens a new part of the survey.")


class QuestionsBlock(blocks.StreamBlock):
    """All blocks of a survey, in order."""

    heading = HeadingBlock()
    short_text = ShortTextBlock()
    long_text = LongTextBlock()
    single_choice = SingleChoiceBlock()
    multiple_choice = MultipleChoiceBlock()
    scale = ScaleBlock()

    class Meta:
        max_num = 100
        required = False


def with_ids(raw):
    """`raw` stream data [(type, value)] with the UUIDs that blocks written in Python lack, ready for a StreamField.

    Wagtail gives ids when a page is saved from the editor only; imports, demos and tests need them before.
    """
    stream = []
    for block_type, value in raw:
        value = dict(value)
        if "options" in value:
            value["options"] = [
                {"type": "item", "value": {"label": label}, "id": str(uuid.uuid4())} for label in value["options"]
            ]
        stream.append({"type": block_type, "value": value, "id": str(uuid.uuid4())})
    return stream
