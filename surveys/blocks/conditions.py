"""On what it depends whether somebody is shown a question, a step or a single option."""

from django.utils.translation import gettext_lazy
from wagtail import blocks


class ConditionBlock(blocks.StructBlock):
    """An earlier answer on which something depends. The editor names it in words; see surveys.conditions."""

    question = blocks.CharBlock(
        label=gettext_lazy("Earlier question"),
        help_text=gettext_lazy(
            "Press a question from an earlier step, or write its words. Leave empty to show this to everybody."
        ),
        max_length=250,
        required=False,
    )
    rule = blocks.ChoiceBlock(
        label=gettext_lazy("When the answer"),
        choices=[
            ("is", gettext_lazy("is")),
            ("is_not", gettext_lazy("is not")),
            ("is_any_of", gettext_lazy("is any of")),
            ("is_at_least", gettext_lazy("is at least")),
            ("is_at_most", gettext_lazy("is at most")),
        ],
        default="is",
        required=False,
    )
    answers = blocks.TextBlock(
        label=gettext_lazy("Which answer"),
        help_text=gettext_lazy("Press an answer, or write its words or a number. Several go on a line each."),
        rows=2,
        required=False,
    )

    class Meta:
        form_classname = "struct-block condition-block"
        icon = "view"
        label = gettext_lazy("Show only if")
        # Folded, it says on what it depends, and nothing where there is no condition.
        label_format = "{question}"
        collapsed = True


class ConditionInFoldBlock(ConditionBlock):
    """The condition of a question, which lies folded away with what else is rarely needed: once is enough."""

    class Meta:
        collapsed = False


class OptionConditionBlock(ConditionBlock):
    """The condition of a single option, which is named in words too: most options have none, and forms stay short."""

    option = blocks.CharBlock(
        label=gettext_lazy("Option"),
        help_text=gettext_lazy("Press one of the options above, or write its words."),
        max_length=200,
    )
    question = blocks.CharBlock(
        label=gettext_lazy("Earlier question"),
        help_text=gettext_lazy("Press a question from an earlier step, or write its words."),
        max_length=250,
    )

    class Meta:
        icon = "view"
        label = gettext_lazy("Show an option only if")
        form_layout = ["option", "question", "rule", "answers"]
