"""All blocks of a survey, in order."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from surveys.condition_checks import ConditionChecker
from surveys.export_names import clashes

from .between import HeadingBlock, InformationBlock, SectionBlock
from .choices import MatrixBlock, MultipleChoiceBlock, RankingBlock, SingleChoiceBlock, YesNoBlock
from .places import PlaceBlock
from .scales import ScaleBlock
from .written import DateBlock, LongTextBlock, NumberBlock, ShortTextBlock


class QuestionsBlock(blocks.StreamBlock):
    """All blocks of a survey, in order."""

    section = SectionBlock()
    heading = HeadingBlock()
    information = InformationBlock()
    short_text = ShortTextBlock()
    long_text = LongTextBlock()
    number = NumberBlock()
    date = DateBlock()
    single_choice = SingleChoiceBlock()
    multiple_choice = MultipleChoiceBlock()
    yes_no = YesNoBlock()
    place = PlaceBlock()
    scale = ScaleBlock()
    matrix = MatrixBlock()
    ranking = RankingBlock()

    def clean(self, value):
        value = super().clean(value)
        errors = {}
        for place, path, sentence in ConditionChecker(is_draft=self.is_deferred_validation).check(
            value
        ) + repeated_names(value):
            # One thing at a time beside each block: the first is often the cause of the others.
            errors.setdefault(place, beside(path, sentence))
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return value

    class Meta:
        max_num = 100
        # A survey that is opened again shows its questions as a list, and sixty of them quickly.
        collapsed = True
        required = False


def repeated_names(value):
    """[(place, path, sentence)] about names in data files that another question has."""
    named = [(place, block.value["export_name"]) for place, block in enumerate(value) if "export_name" in block.value]
    sentence = _("Another question has this name in data files.")
    return [
        (named[number][0], ("export_name",), sentence) for number in clashes([name or "" for _place, name in named])
    ]


def beside(path, sentence):
    """The error `sentence` beside the field at `path` in a block: names of fields, and the number of a list's item."""
    name, *inner = path
    if not inner:
        return blocks.StructBlockValidationError(block_errors={name: ValidationError(sentence)})
    if isinstance(inner[0], int):
        in_list = {inner[0]: beside(inner[1:], sentence)}
        return blocks.StructBlockValidationError(
            block_errors={name: blocks.ListBlockValidationError(block_errors=in_list)}
        )
    return blocks.StructBlockValidationError(block_errors={name: beside(inner, sentence)})


LISTS = {"options", "rows", "columns", "option_conditions"}


def with_ids(raw):
    """`raw` stream data [(type, value)] with the UUIDs that blocks written in Python lack, ready for a StreamField.

    Wagtail gives ids when a page is saved from the editor only; imports, demos and tests need them before.
    """
    stream = []
    for block_type, value in raw:
        value = dict(value)
        for name in LISTS & value.keys():
            items = [{"label": item} if isinstance(item, str) else item for item in value[name]]
            value[name] = [{"type": "item", "value": item, "id": str(uuid.uuid4())} for item in items]
        stream.append({"type": block_type, "value": value, "id": str(uuid.uuid4())})
    return stream
