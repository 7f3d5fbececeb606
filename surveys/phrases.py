"""The words of a survey one by one, as a translator works through them. Works on raw stream data."""

import copy
from typing import NamedTuple

from wagtail import blocks

WRITTEN = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
# No reader sees it.
NOT_WORDS = "export_name"
# They name questions and answers in words. The bokmål page's hold for every language.
CONDITIONS = ("shown_if", "option_conditions")


class Phrase(NamedTuple):
    """One text: by what it is known, what it says, and the block an editor writes it in."""

    key: str
    text: str
    block: object


def phrases_of(row, stream_block):
    """The Phrases of one block of raw stream data, in the order of its fields; empty texts are none."""
    return [Phrase(key, text, block) for key, text, block, _place, _name in walk(row, stream_block) if text]


def walk(row, stream_block):
    """(key, text, block, dict it lies in, name there) of every text in a raw block."""
    for name, block in stream_block.child_blocks[row["type"]].child_blocks.items():
        if isinstance(block, WRITTEN) and name != NOT_WORDS:
            yield f"{row['id']}.{name}", row["value"].get(name) or "", block, row["value"], name
        elif isinstance(block, blocks.ListBlock) and "label" in getattr(block.child_block, "child_blocks", ()):
            label = block.child_block.child_blocks["label"]
            for item in row["value"].get(name) or []:
                yield f"{row['id']}.{name}.{item['id']}", item["value"]["label"], label, item["value"], "label"


def words_in(raw, stream_block):
    """{key: text} of raw stream data."""
    return {key: text for row in raw for key, text, *_rest in walk(row, stream_block)}


def in_other_words(raw, words, stream_block):
    """A copy of raw stream data with the `words` {key: text} in it, and nothing where they say nothing."""
    raw = copy.deepcopy(list(raw))
    for row in raw:
        for key, text, _block, place, name in list(walk(row, stream_block)):
            place[name] = words.get(key, "") if text else ""
        for name in CONDITIONS:
            row["value"].pop(name, None)
    return raw
