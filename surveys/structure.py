"""A survey compiled: what is asked, split into the structure answers depend on and the words that may be mended.

    structure = {"items": [{"id": uuid, "type": "single_choice", "required": true, "options": [uuid, …]}, …]}
    texts     = {"<uuid>": {"label": …, "help_text": …, "options": {"<uuid>": label}}, …}

Headings are words only: they belong to the texts' order, not to the structure.
"""

import hashlib
import json

from .blocks import LONGEST_LONG_TEXT, LONGEST_SHORT_TEXT

TEXT_TYPES = {"short_text": LONGEST_SHORT_TEXT, "long_text": LONGEST_LONG_TEXT}
# Bytes of one UTF-8 character at most, and of a UUID with quotes and separators in JSON.
WIDEST_CHARACTER = 4
KEY_SIZE = 44
PADDING_STEP = 1024


def compile_stream(stream):
    """(structure, texts) of a questions StreamValue whose blocks have ids."""
    items, texts, order = [], {}, []
    for block in stream:
        key, value = str(block.id), block.value
        order.append(key)
        if block.block_type == "heading":
            texts[key] = {"heading": value["heading"], "text": value["text"]}
            continue
        item = {"id": key, "type": block.block_type, "required": bool(value["required"])}
        words = {"label": value["label"], "help_text": value["help_text"]}
        if "options" in value:
            options = [(str(option.id), option.value["label"]) for option in value["options"].bound_blocks]
            item["options"] = [option_key for option_key, _label in options]
            words["options"] = dict(options)
        if block.block_type == "scale":
            item |= {"lowest": value["lowest"], "highest": value["highest"]}
            words |= {"lowest_label": value["lowest_label"], "highest_label": value["highest_label"]}
        items.append(item)
        texts[key] = words
    return {"items": items}, {"order": order, "words": texts}


def digest(data):
    """A hash of JSON data that does not depend on the order of keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def meaning(structure):
    """The part of the structure that answers depend on: what is asked and which options there are, in any order."""
    return sorted(
        (item["id"], item["type"], sorted(item.get("options", [])), item.get("lowest"), item.get("highest"))
        for item in structure["items"]
    )


def largest_answer(structure):
    """Bytes that the longest possible answer to the whole survey takes as JSON, rounded up to whole KiB.

    Every sealed answer of the survey is padded to this, because length alone tells answers apart.
    """
    size = 2
    for item in structure["items"]:
        size += KEY_SIZE
        if item["type"] in TEXT_TYPES:
            # JSON may escape a control character (a line break counts two) but never to more than six bytes.
            size += 2 + TEXT_TYPES[item["type"]] * (WIDEST_CHARACTER + 2)
        elif item["type"] == "scale":
            size += 4
        else:
            size += KEY_SIZE * len(item["options"]) + 4
    return -(-size // PADDING_STEP) * PADDING_STEP
