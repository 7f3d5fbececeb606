"""What editors tell of surveys and activities with: what was said and done, the way there, a dot for everyone."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from home.blocks import FigureBlock

from .states import Deed, Place

GROUP = gettext_lazy("What came of it")


class AdviceValue(blocks.StructValue):
    """What was said and done."""

    @property
    def deed_state(self):
        """How it goes, as a Deed."""
        return Deed(self["state"])


class AdviceBlock(blocks.StructBlock):
    """One thing residents said, and what the municipality does about it; also when that is nothing."""

    said = blocks.CharBlock(
        label=gettext_lazy("You said"),
        max_length=160,
        help_text=gettext_lazy("The gist in one sentence, in words residents would use. Never a name."),
    )
    state = blocks.ChoiceBlock(label=gettext_lazy("How it goes"), choices=Deed.choices)
    deed = blocks.TextBlock(
        label=gettext_lazy("The municipality does"),
        max_length=300,
        help_text=gettext_lazy("What you do, or why not. Say when."),
    )

    class Meta:
        icon = "openquote"
        label = gettext_lazy("You said, we do")
        description = gettext_lazy(
            "One piece of advice and the answer to it. Tell at least one «Not now» with its reason."
        )
        value_class = AdviceValue
        preview_value = {
            "said": "Søket finner alt, bortsett fra det jeg leter etter.",
            "state": Deed.DONE,
            "deed": "Skjemaer og tjenester kommer nå først i søket.",
        }
        group = GROUP
        template = "blocks/advice.html"


class StepBlock(blocks.StructBlock):
    """One stop on the way from the question to what came of it."""

    heading = blocks.CharBlock(label=gettext_lazy("What happens"), max_length=80)
    text = blocks.CharBlock(
        label=gettext_lazy("When, and how it went"), max_length=200, required=False,
        help_text=gettext_lazy("Such as «15. september kl. 18.00–20.30» or «39 meldte seg»."),
    )  # fmt: skip
    place = blocks.ChoiceBlock(label=gettext_lazy("Where we are"), choices=Place.choices)

    class Meta:
        icon = "arrow-right-full"
        label = gettext_lazy("Stop on the way")
        description = gettext_lazy("What is past, what goes on now and what comes. Only one can be now.")
        preview_value = {"heading": "Vi går gjennom rådene", "text": "Hvert råd får et svar.", "place": Place.NOW}
        group = GROUP
        template = "blocks/step.html"


class WayBlock(blocks.StreamBlock):
    """The stops in order. At most one of them is now."""

    step = StepBlock()

    def clean(self, value):
        value = super().clean(value)
        if sum(child.value["place"] == Place.NOW for child in value) > 1:
            raise blocks.StreamBlockValidationError(non_block_errors=ValidationError([_("Only one stop can be now.")]))
        return value


class DotsValue(blocks.StructValue):
    """A field of dots."""

    @property
    def spoken_text(self):
        """What a screen reader says of the field."""
        words = _("{whole} dots, {part} of them filled. {each} Filled: {filled}. Empty: {empty}.")
        return words.format(**{name: self[name] for name in ("whole", "part", "each", "filled", "empty")})


class DotsBlock(blocks.StructBlock):
    """A dot for everyone, filled for some."""

    whole = blocks.IntegerBlock(label=gettext_lazy("Dots in all"), min_value=1, max_value=2000)
    part = blocks.IntegerBlock(label=gettext_lazy("Of them filled"), min_value=0, max_value=2000)
    each = blocks.CharBlock(
        label=gettext_lazy("What a dot is"),
        max_length=80,
        help_text=gettext_lazy("Such as «Hver prikk er én som meldte seg.»"),
    )
    filled = blocks.CharBlock(
        label=gettext_lazy("Filled are"), max_length=40, help_text=gettext_lazy("Such as «ble invitert».")
    )
    empty = blocks.CharBlock(
        label=gettext_lazy("Empty are"), max_length=40, help_text=gettext_lazy("Such as «fikk ikke plass».")
    )

    def clean(self, value):
        value = super().clean(value)
        if value["part"] > value["whole"]:
            sentence = ValidationError(_("There cannot be more filled dots than dots."))
            raise blocks.StructBlockValidationError(block_errors={"part": sentence})
        return value

    class Meta:
        icon = "grip"
        label = gettext_lazy("A dot for everyone")
        description = gettext_lazy("A field of dots beside the figures, one for each person.")
        preview_value = {
            "whole": 39, "part": 20, "each": "Hver prikk er én som meldte seg.", "filled": "ble invitert",
            "empty": "fikk ikke plass",
        }  # fmt: skip
        value_class = DotsValue
        group = GROUP
        template = "blocks/dots.html"


class StripBlock(blocks.StreamBlock):
    """The figure strip of an activity: up to four figures, and a dot for everyone."""

    figure = FigureBlock()
    dots = DotsBlock()

    class Meta:
        block_counts = {"figure": {"max_num": 4}, "dots": {"max_num": 1}}
