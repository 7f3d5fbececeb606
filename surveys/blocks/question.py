"""What every question has."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from surveys.export_names import LONGEST_NAME, is_export_name

from .conditions import ConditionInFoldBlock

ASKED = ["label", "help_text", "required"]


def layout(*own, more=()):
    """The form of a question: what it asks, then folded away what most questions do not need."""
    folded = blocks.BlockGroup(
        children=["shown_if", *more, "export_name"],
        heading=gettext_lazy("Conditions and data"),
        classname="collapsed",
        icon="cog",
        # Folded, it says on which question this one depends, and nothing where there is no condition.
        label_format="{shown_if}",
    )
    return blocks.BlockGroup(children=[*ASKED, *own, folded])


class ExportNameBlock(blocks.CharBlock):
    """A name that statistics programs take."""

    def clean(self, value):
        value = super().clean(value).strip()
        if value and not is_export_name(value):
            raise ValidationError(
                _(
                    "Use letters from a to z, digits and _, at most %(limit)s of them, with a letter first. "
                    "Words such as AND, OR and TO are taken."
                )
                % {"limit": LONGEST_NAME}
            )
        return value


class QuestionBlock(blocks.StructBlock):
    """What every question has. The picker shows the `preview_value` of each as residents meet it."""

    label = blocks.CharBlock(label=gettext_lazy("Question"), max_length=250)
    help_text = blocks.CharBlock(label=gettext_lazy("Help text"), max_length=300, required=False)
    required = blocks.BooleanBlock(label=gettext_lazy("Must be answered"), required=False)
    shown_if = ConditionInFoldBlock()
    export_name = ExportNameBlock(
        label=gettext_lazy("Name in data files"),
        help_text=gettext_lazy("Leave empty to have one made of the question's words."),
        max_length=LONGEST_NAME,
        required=False,
    )

    def get_default(self):
        """A question with fewer options than it needs is refused, so it begins with room for them."""
        value = super().get_default()
        for name, child in self.child_blocks.items():
            if isinstance(child, blocks.ListBlock):
                missing = (child.meta.min_num or 0) - len(value[name])
                value[name].extend(child.child_block.get_default() for _number in range(missing))
        return value

    def get_preview_context(self, value, parent_context=None):
        return super().get_preview_context(value, parent_context) | {"form": form_of_one(self, value)}

    class Meta:
        group = gettext_lazy("Questions")
        preview_template = "surveys/block_preview.html"
        # A question without words yet was called by its first tick: «Single choice No».
        label_format = "{label}"
        form_layout = layout()


def form_of_one(block, value):
    """The form of a survey that has nothing but `value`."""
    # These know all blocks, this one among them.
    from surveys.blocks import QuestionsBlock
    from surveys.forms import build_form_class
    from surveys.structure import compile_stream

    raw = [{"type": block.name, "value": block.get_prep_value(value), "id": str(uuid.uuid4())}]
    return build_form_class(*compile_stream(QuestionsBlock().to_python(raw)))()
