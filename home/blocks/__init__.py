"""The blocks of page bodies, used by every room with pages. Their templates lie in templates/blocks/.

The levels of headings follow from the blocks: a block with a heading has an h2, and only rich text that stands below
such a heading offers h3. So no editor can skip a level.
"""

from wagtail import blocks

from .links import CallToActionBlock, ContactBlock, DocumentBlock
from .pictures import FigureBlock, FiguresBlock, PictureBlock, VideoBlock
from .texts import FactBoxBlock, QuestionsAndAnswersBlock, QuoteBlock, SectionBlock, TextBlock

__all__ = ["BodyBlock", "FigureBlock"]


class BodyBlock(blocks.StreamBlock):
    """The body of an information page, a news post or an activity."""

    text = TextBlock()
    section = SectionBlock()
    quote = QuoteBlock()
    fact_box = FactBoxBlock()
    questions_and_answers = QuestionsAndAnswersBlock()
    picture = PictureBlock()
    video = VideoBlock()
    figures = FiguresBlock()
    call_to_action = CallToActionBlock()
    contact = ContactBlock()
    document = DocumentBlock()
