"""The parts of a body that can be linked to: «#del-hva-panelet-er»."""

from dataclasses import dataclass

from django.utils.text import slugify

# Blocks with an h2 of the page's own outline.
PARTS = ("section", "questions_and_answers")


@dataclass(frozen=True)
class Part:
    """A block of a body, and where it can be found; other blocks than PARTS have no heading and no anchor."""

    block: object
    heading: str = ""
    anchor: str = ""


def anchored(body):
    """The blocks of `body` as Parts. Two headings that read alike get two anchors."""
    parts, taken = [], set()
    for block in body:
        heading = block.value["heading"] if block.block_type in PARTS else ""
        anchor = name = f"del-{slugify(heading, allow_unicode=True)}" if heading else ""
        number = 1
        while anchor and anchor in taken:
            number += 1
            anchor = f"{name}-{number}"
        taken.add(anchor)
        parts.append(Part(block, heading, anchor))
    return parts
