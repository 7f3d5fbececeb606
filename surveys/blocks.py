"""The question blocks a survey is built from. A question is its block's UUID and an option its item's, never words."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .condition_checks import ConditionChecker


class ConditionBlock(blocks.StructBlock):
    """An earlier answer on which something depends. The editor names it in words; see surveys.conditions."""

    question = blocks.CharBlock(
        label=gettext_lazy("Earlier question"),
        help_text=gettext_lazy("The words of a question in an earlier step. Leave empty to show this to everybody."),
        max_length=250,
        required=False,
    )
    rule = blocks.ChoiceBlock(
        label=gettext_lazy("The answer"),
        choices=[
            ("is", gettext_lazy("is")),
            ("is_not", gettext_lazy("is not")),
            ("is_any_of", gettext_lazy("is any of")),
            ("is_at_least", gettext_lazy("is at least")),
        ],
        default="is",
        required=False,
    )
    answers = blocks.TextBlock(
        label=gettext_lazy("Answers"),
        help_text=gettext_lazy("The words of an option, or a number. Several go on a line each."),
        rows=2,
        required=False,
    )

    class Meta:
        icon = "view"
        label = gettext_lazy("Show only if")
        collapsed = True


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    label = blocks.CharBlock(label=gettext_lazy("Question"), max_length=250)
    help_text = blocks.CharBlock(label=gettext_lazy("Help text"), max_length=300, required=False)
    required = blocks.BooleanBlock(label=gettext_lazy("Must be answered"), required=False)
    shown_if = ConditionBlock()

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
        refuse_repeated(value, "options")
        return value


def refuse_repeated(value, name):
    """Refuse a list of options in which two have the same words."""
    labels = [option["label"].strip().casefold() for option in value[name]]
    if len(set(labels)) < len(labels):
        message = _("Two options have the same words.")
        raise blocks.StructBlockValidationError(
            block_errors={name: blocks.ListBlockValidationError(non_block_errors=[ValidationError(message)])}
        )


class SingleChoiceBlock(ChoiceBlock):
    class Meta:
        icon = "radio-empty"
        label = gettext_lazy("Single choice")
        description = gettext_lazy("The resident picks one option. More than seven become a list to open.")


class YesNoBlock(QuestionBlock):
    offers_dont_know = blocks.BooleanBlock(label=gettext_lazy("Offer «don't know»"), required=False, default=True)

    class Meta:
        icon = "check"
        label = gettext_lazy("Yes or no")
        description = gettext_lazy("Yes, no and, if you like, «don't know».")


class OptionAmongManyBlock(OptionBlock):
    stands_alone = blocks.BooleanBlock(
        label=gettext_lazy("Stands alone"),
        help_text=gettext_lazy("Such as «none of these»: it cannot be chosen together with another option."),
        required=False,
        default=False,
    )


class MultipleChoiceBlock(ChoiceBlock):
    options = blocks.ListBlock(OptionAmongManyBlock(), label=gettext_lazy("Options"), min_num=2, max_num=30)
    at_least = blocks.IntegerBlock(label=gettext_lazy("Choose at least"), required=False, min_value=1, max_value=30)
    at_most = blocks.IntegerBlock(label=gettext_lazy("Choose at most"), required=False, min_value=1, max_value=30)

    def clean(self, value):
        value = super().clean(value)
        joined = sum(not option["stands_alone"] for option in value["options"])
        at_least, at_most = value["at_least"] or 1, value["at_most"] or joined
        if not at_least <= at_most <= joined:
            message = _("Nobody can choose so many: at least, at most and the number of options do not go together.")
            raise blocks.StructBlockValidationError(block_errors={"at_most": ValidationError(message)})
        return value

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


class NumberBlock(QuestionBlock):
    """A whole number. The limits also decide the bands it is counted in."""

    lowest = blocks.IntegerBlock(label=gettext_lazy("Lowest number"), default=0)
    highest = blocks.IntegerBlock(label=gettext_lazy("Highest number"), default=100)
    unit = blocks.CharBlock(label=gettext_lazy("Unit"), max_length=20, required=False)

    def clean(self, value):
        value = super().clean(value)
        refuse_backwards(value, "lowest", "highest")
        return value

    class Meta:
        icon = "decimal"
        label = gettext_lazy("Number")
        description = gettext_lazy("A whole number between two limits, with a unit if you like. Counted in ten bands.")


class DateBlock(QuestionBlock):
    """A date between two years, which also decide the bands it is counted in."""

    first_year = blocks.IntegerBlock(label=gettext_lazy("First year"), min_value=1900, max_value=2200)
    last_year = blocks.IntegerBlock(label=gettext_lazy("Last year"), min_value=1900, max_value=2200)

    def clean(self, value):
        value = super().clean(value)
        refuse_backwards(value, "first_year", "last_year")
        return value

    class Meta:
        icon = "date"
        label = gettext_lazy("Date")
        description = gettext_lazy("Day, month and year in three fields. Counted by year.")


def refuse_backwards(value, first, last):
    """Refuse limits that leave nothing between them."""
    # A draft may lack either.
    if None not in (value[first], value[last]) and value[first] >= value[last]:
        message = _("This must be more than the lowest.")
        raise blocks.StructBlockValidationError(block_errors={last: ValidationError(message)})


class MatrixBlock(QuestionBlock):
    """The same options for several rows. Two rows, or two columns, with the same words would be one to the reader."""

    rows = blocks.ListBlock(OptionBlock(), label=gettext_lazy("Rows"), min_num=2, max_num=15)
    columns = blocks.ListBlock(OptionBlock(), label=gettext_lazy("Options for every row"), min_num=2, max_num=7)

    def clean(self, value):
        value = super().clean(value)
        for name in ("rows", "columns"):
            refuse_repeated(value, name)
        return value

    class Meta:
        icon = "table"
        label = gettext_lazy("Matrix")
        description = gettext_lazy("The same options for several rows. Short rows; on a phone they stand one by one.")


class RankingBlock(ChoiceBlock):
    options = blocks.ListBlock(OptionBlock(), label=gettext_lazy("Options"), min_num=2, max_num=10)
    places = blocks.IntegerBlock(
        label=gettext_lazy("Places to give"),
        help_text=gettext_lazy("Leave empty to have all options put in order. Three places are easier than ten."),
        required=False,
        min_value=1,
        max_value=10,
    )

    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Ranking")
        description = gettext_lazy("The resident gives the options places: 1, 2, 3.")


class HeadingBlock(blocks.StructBlock):
    """Not a question: a heading, and perhaps a sentence, before the questions that follow."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    text = blocks.TextBlock(label=gettext_lazy("Text"), required=False, max_length=1000)

    class Meta:
        icon = "title"
        label = gettext_lazy("Heading")
        group = gettext_lazy("Between questions")
        description = gettext_lazy("Opens a new part of the same page.")


class SectionBlock(HeadingBlock):
    """A page turn: what follows is a step of its own, and answers are saved on the way."""

    text = blocks.TextBlock(label=gettext_lazy("Introduction"), required=False, max_length=1000)
    shown_if = ConditionBlock()

    class Meta:
        icon = "doc-empty"
        label = gettext_lazy("New step")
        description = gettext_lazy("The questions after it come on a page of their own.")


class QuestionsBlock(blocks.StreamBlock):
    """All blocks of a survey, in order."""

    def clean(self, value):
        value = super().clean(value)
        problems = ConditionChecker().check(value)
        if problems:
            raise blocks.StreamBlockValidationError(
                block_errors={place: beside("shown_if", *problem) for place, problem in problems.items()}
            )
        return value

    section = SectionBlock()
    heading = HeadingBlock()
    short_text = ShortTextBlock()
    long_text = LongTextBlock()
    number = NumberBlock()
    date = DateBlock()
    single_choice = SingleChoiceBlock()
    multiple_choice = MultipleChoiceBlock()
    yes_no = YesNoBlock()
    scale = ScaleBlock()
    matrix = MatrixBlock()
    ranking = RankingBlock()

    class Meta:
        max_num = 100
        required = False


def beside(name, field, sentence):
    """The error `sentence` beside `field` of the block that lies in a block's field `name`."""
    inner = blocks.StructBlockValidationError(block_errors={field: ValidationError(sentence)})
    return blocks.StructBlockValidationError(block_errors={name: inner})


def with_ids(raw):
    """`raw` stream data [(type, value)] with the UUIDs that blocks written in Python lack, ready for a StreamField.

    Wagtail gives ids when a page is saved from the editor only; imports, demos and tests need them before.
    """
    stream = []
    for block_type, value in raw:
        value = dict(value)
        for name in {"options", "rows", "columns"} & value.keys():
            options = [{"label": option} if isinstance(option, str) else option for option in value[name]]
            value[name] = [{"type": "item", "value": option, "id": str(uuid.uuid4())} for option in options]
        stream.append({"type": block_type, "value": value, "id": str(uuid.uuid4())})
    return stream
