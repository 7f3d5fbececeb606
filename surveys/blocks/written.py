"""Questions answered with words, a number or a date."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .question import QuestionBlock, layout


class ShortTextBlock(QuestionBlock):
    class Meta:
        preview_value = {"label": "Hva bør plassen hete?", "help_text": "Ett eller to ord."}
        icon = "pilcrow"
        label = gettext_lazy("Short text")
        description = gettext_lazy("One line, at most 200 characters.")


class LongTextBlock(QuestionBlock):
    class Meta:
        preview_value = {"label": "Hva bør vi gjøre først?", "help_text": "Ikke skriv navn."}
        icon = "doc-full"
        label = gettext_lazy("Long text")
        description = gettext_lazy("Several lines, at most 2,000 characters.")


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
        preview_value = {"label": "Hvor langt har du til bussen?", "lowest": 0, "highest": 5000, "unit": "meter"}
        icon = "decimal"
        label = gettext_lazy("A number")
        description = gettext_lazy("A whole number between two limits, with a unit if you like. Counted in ten bands.")
        form_layout = layout("lowest", "highest", "unit")


class DateBlock(QuestionBlock):
    """A date between two years, which also decide the bands it is counted in."""

    first_year = blocks.IntegerBlock(
        label=gettext_lazy("First year"),
        help_text=gettext_lazy(
            "Earlier dates are refused. In the results ten years or fewer have a bar each, more are put together in ten."
        ),
        min_value=1900,
        max_value=2200,
    )
    last_year = blocks.IntegerBlock(
        label=gettext_lazy("Last year"),
        help_text=gettext_lazy("Later dates are refused."),
        min_value=1900,
        max_value=2200,
    )
    allows_future = blocks.BooleanBlock(
        label=gettext_lazy("Days that are still to come may be answered"),
        help_text=gettext_lazy("Take it away where something has happened already, as in «when were you last there»."),
        required=False,
        default=True,
    )

    def get_default(self):
        """The last ten years: as many as are counted one by one."""
        value, year = super().get_default(), timezone.localdate().year
        value["first_year"], value["last_year"] = year - 9, year
        return value

    def clean(self, value):
        value = super().clean(value)
        refuse_backwards(value, "first_year", "last_year")
        return value

    class Meta:
        preview_value = {"label": "Når flyttet du hit?", "first_year": 1950, "last_year": 2030}
        icon = "date"
        label = gettext_lazy("Date")
        description = gettext_lazy("Day, month and year in three fields. Counted by year.")
        form_layout = layout("first_year", "last_year", "allows_future")


def refuse_backwards(value, first, last):
    """Refuse limits that leave nothing between them."""
    # A draft may lack either.
    if None not in (value[first], value[last]) and value[first] >= value[last]:
        message = _("This must be more than the lowest.")
        raise blocks.StructBlockValidationError(block_errors={last: ValidationError(message)})
