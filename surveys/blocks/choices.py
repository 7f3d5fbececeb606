"""Questions with options."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from surveys.conditions import plain

from .conditions import OptionConditionBlock
from .question import QuestionBlock, layout

WRITTEN_AS_A_LIST = gettext_lazy("Enter gives the next line, and a list can be pasted.")
WITH_OTHER = gettext_lazy(
    "Enter gives the next line, and a list can be pasted. «Asks which» is for «other»: a text field comes under it."
)
WITH_OTHER_AND_NONE = gettext_lazy(
    "Enter gives the next line, and a list can be pasted. «Asks which» is for «other»: a text field comes under it. "
    "«Stands alone» is for «none of these»: it cannot be chosen together with another."
)


def option_list(child, label, max_num, help_text=WRITTEN_AS_A_LIST):
    """A list of `child` blocks that is written a line each."""
    return blocks.ListBlock(
        child,
        label=label,
        help_text=help_text,
        # A question with one option asks nothing.
        min_num=2,
        max_num=max_num,
        form_classname="option-list",
    )


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=gettext_lazy("Option"), max_length=200)

    class Meta:
        form_classname = "struct-block option-block"
        # What a screen reader calls an option among the others; one without words was called «No», by its first tick.
        label = gettext_lazy("Option")
        label_format = "{label}"


class RowBlock(OptionBlock):
    label = blocks.CharBlock(label=gettext_lazy("Row"), max_length=200)

    class Meta:
        label = gettext_lazy("Row")


class OptionToPickBlock(OptionBlock):
    asks_which = blocks.BooleanBlock(label=gettext_lazy("Asks which"), required=False, default=False)


class ChoiceBlock(QuestionBlock):
    """A question with options. Two options with the same words would be one to the reader."""

    options = option_list(OptionToPickBlock(), gettext_lazy("Options"), 30, WITH_OTHER)
    shuffles = blocks.BooleanBlock(
        label=gettext_lazy("Shuffle the options"),
        help_text=gettext_lazy("Each resident meets them in an order of her own, the same every time she comes back."),
        required=False,
        default=False,
    )
    keeps_last = blocks.IntegerBlock(
        label=gettext_lazy("How many at the end stay there"),
        help_text=gettext_lazy("«Other» and what stands alone stay at the end by themselves."),
        required=False,
        min_value=0,
        max_value=30,
    )
    option_conditions = blocks.ListBlock(
        OptionConditionBlock(),
        label=gettext_lazy("Options only some are shown"),
        default=[],
        max_num=30,
        required=False,
    )

    def clean(self, value):
        value = super().clean(value)
        refuse_repeated(value, "options")
        refuse_two_others(value)
        refuse_unknown_options(value)
        return value


SHUFFLING = ("shuffles", "keeps_last", "option_conditions")


def refuse_repeated(value, name):
    """Refuse a list of options in which two have the same words. In a draft several may have none yet."""
    labels = [words for option in value[name] if (words := plain(option["label"]))]
    if len(set(labels)) < len(labels):
        message = _("Two rows have the same words.") if name == "rows" else _("Two options have the same words.")
        raise blocks.StructBlockValidationError(
            block_errors={name: blocks.ListBlockValidationError(non_block_errors=[ValidationError(message)])}
        )


def refuse_two_others(value):
    """Refuse two options with a text field: what was written could belong to either."""
    if sum(bool(option.get("asks_which")) for option in value["options"]) > 1:
        message = _("Only one option can ask which.")
        raise blocks.StructBlockValidationError(
            block_errors={"options": blocks.ListBlockValidationError(non_block_errors=[ValidationError(message)])}
        )


def refuse_unknown_options(value):
    """Refuse a condition for an option that is not there, or a second one for the same."""
    seen, labels, errors = set(), {plain(option["label"]) for option in value["options"]}, {}
    for place, condition in enumerate(value["option_conditions"]):
        label = plain(condition["option"])
        if label and (label not in labels or label in seen):
            message = _("No option has these words.") if label not in labels else _("This option has a condition.")
            errors[place] = blocks.StructBlockValidationError(block_errors={"option": ValidationError(message)})
        seen.add(label)
    if errors:
        raise blocks.StructBlockValidationError(
            block_errors={"option_conditions": blocks.ListBlockValidationError(block_errors=errors)}
        )


class SingleChoiceBlock(ChoiceBlock):
    class Meta:
        preview_value = {
            "label": "Hvordan reiser du oftest?",
            "options": [{"label": "Til fots"}, {"label": "Med buss"}, {"label": "Annet", "asks_which": True}],
        }
        icon = "radio-empty"
        label = gettext_lazy("Single choice")
        description = gettext_lazy("The resident picks one option. More than seven become a list to open.")
        form_layout = layout("options", more=SHUFFLING)


class YesNoBlock(QuestionBlock):
    offers_dont_know = blocks.BooleanBlock(label=gettext_lazy("Offer «don't know»"), required=False, default=True)

    class Meta:
        preview_value = {"label": "Har du sykkel?", "offers_dont_know": True}
        icon = "check"
        label = gettext_lazy("Yes or no")
        description = gettext_lazy("Yes, no and, if you like, «don't know».")
        form_layout = layout("offers_dont_know")


class OptionAmongManyBlock(OptionToPickBlock):
    stands_alone = blocks.BooleanBlock(label=gettext_lazy("Stands alone"), required=False, default=False)


class MultipleChoiceBlock(ChoiceBlock):
    options = option_list(OptionAmongManyBlock(), gettext_lazy("Options"), 30, WITH_OTHER_AND_NONE)
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
        preview_value = {
            "label": "Hva bruker du?",
            "at_most": 2,
            "options": [
                {"label": "Parken"},
                {"label": "Biblioteket"},
                {"label": "Ingen av disse", "stands_alone": True},
            ],
        }
        icon = "tick-inverse"
        label = gettext_lazy("Multiple choice")
        description = gettext_lazy("The resident picks as many options as she likes.")
        form_layout = layout("options", "at_least", "at_most", more=SHUFFLING)


class MatrixBlock(QuestionBlock):
    """The same options for several rows. Two rows, or two columns, with the same words would be one to the reader."""

    rows = option_list(RowBlock(), gettext_lazy("Rows"), 15)
    columns = option_list(OptionBlock(), gettext_lazy("Options for every row"), 7)

    def clean(self, value):
        value = super().clean(value)
        for name in ("rows", "columns"):
            refuse_repeated(value, name)
        return value

    class Meta:
        preview_value = {
            "label": "Hvor fornøyd er du med …",
            "rows": [{"label": "lekeplassene"}, {"label": "turveiene"}],
            "columns": [{"label": "Misfornøyd"}, {"label": "Verken eller"}, {"label": "Fornøyd"}],
        }
        icon = "table"
        label = gettext_lazy("Matrix")
        description = gettext_lazy("The same options for several rows. Short rows; on a phone they stand one by one.")
        form_layout = layout("rows", "columns")


class RankingBlock(ChoiceBlock):
    options = option_list(OptionBlock(), gettext_lazy("Options"), 10)
    places = blocks.IntegerBlock(
        label=gettext_lazy("Places to give"),
        help_text=gettext_lazy("Leave empty to have all options put in order. Three places are easier than ten."),
        required=False,
        min_value=1,
        max_value=10,
    )

    class Meta:
        preview_value = {
            "label": "Hva er viktigst?",
            "places": 2,
            "options": [{"label": "Trygge veier"}, {"label": "Møteplasser"}, {"label": "Grønne områder"}],
        }
        icon = "list-ol"
        label = gettext_lazy("Ranking")
        description = gettext_lazy("The resident gives the options places: 1, 2, 3.")
        form_layout = layout("options", "places", more=SHUFFLING)
