"""A question about where in the municipality."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from surveys import places

from .question import QuestionBlock, layout


class PlaceBlock(QuestionBlock):
    """The municipality's own places or zones. What they are is kept when the survey is published."""

    level = blocks.ChoiceBlock(
        label=gettext_lazy("Choose among"),
        choices=[("zone", gettext_lazy("the zones of the municipality")), ("place", gettext_lazy("the places"))],
        default="zone",
    )
    offers_elsewhere = blocks.BooleanBlock(label=gettext_lazy("Offer «somewhere else»"), required=False, default=True)

    def clean(self, value):
        value = super().clean(value)
        if value["level"] and not self.is_deferred_validation and len(places.offered(value["level"])) < 2:
            message = _("There are no such places yet. They come from the table of postal codes.")
            raise blocks.StructBlockValidationError(block_errors={"level": ValidationError(message)})
        return value

    class Meta:
        preview_value = {"label": "Hvor bor du?", "level": "zone", "offers_elsewhere": True}
        icon = "site"
        label = gettext_lazy("Place")
        description = gettext_lazy("A zone or a place of the municipality. The list is the register's own.")
        form_layout = layout("level", "offers_elsewhere")
