"""A row of numbers."""

from django.utils.translation import gettext_lazy
from wagtail import blocks

from .question import QuestionBlock, layout


class ScaleBlock(QuestionBlock):
    """A row of whole numbers with words at both ends."""

    lowest = blocks.IntegerBlock(label=gettext_lazy("Lowest number"), default=1, min_value=0, max_value=1)
    highest = blocks.IntegerBlock(label=gettext_lazy("Highest number"), default=5, min_value=2, max_value=10)
    lowest_label = blocks.CharBlock(label=gettext_lazy("The lowest number means"), max_length=60)
    highest_label = blocks.CharBlock(label=gettext_lazy("The highest number means"), max_length=60)

    class Meta:
        preview_value = {
            "label": "Hvor fornøyd er du?",
            "lowest": 1,
            "highest": 5,
            "lowest_label": "svært misfornøyd",
            "highest_label": "svært fornøyd",
        }
        icon = "order"
        label = gettext_lazy("Scale")
        description = gettext_lazy("From a low to a high number, such as 1 to 5.")
        form_layout = layout("lowest", "highest", "lowest_label", "highest_label")
