"""A survey compiled: what is asked, split into the structure answers depend on and the words that may be mended.

    structure = {"items": [{"id": uuid, "type": "single_choice", "required": true, "options": [uuid, …]}, …],
                 "conditions": {"<uuid of a question or a step>": {"question": uuid, "rule": "is", "answers": […]}, …}}
    texts     = {"<uuid>": {"label": …, "help_text": …, "options": {"<uuid>": label}}, …}

Headings and sections are words only: they belong to the texts' order, not to the structure.
"""

import hashlib
import json

from django.conf import settings
from django.utils import translation

from .conditions import compiled, plain
from .questions import QUESTION_TYPES, question_of, questions_of
from .questions.question import KEY_SIZE

PADDING_STEP = 1024


def compile_stream(stream, language=None):
    """(structure, texts) of a questions StreamValue whose blocks have ids, with the panel's own words in `language`."""
    with translation.override(language or settings.LANGUAGE_CODE):
        return compile_blocks(stream)


def compile_blocks(stream):
    """The same, with the panel's own words in the language that is active."""
    items, texts, order = [], {}, []
    conditions, earlier = {}, {}
    for block in stream:
        key, value = str(block.id), block.value
        order.append(key)
        if condition := compiled(value.get("shown_if"), earlier):
            conditions[key] = condition
        if block.block_type in ("heading", "section"):
            texts[key] = {"heading": value["heading"], "text": value["text"]}
            if block.block_type == "section":
                texts[key]["is_section"] = True
            continue
        item = {"id": key, "type": block.block_type, "required": bool(value["required"])}
        words = {"label": value["label"], "help_text": value["help_text"]}
        of_structure, of_words = QUESTION_TYPES[block.block_type].compile(value)
        items.append(item | of_structure)
        texts[key] = words | of_words
        earlier[plain(value["label"])] = question_of(items[-1], texts[key])
    # Left out where there are none, so that older surveys keep the digest they have.
    return {"items": items} | ({"conditions": conditions} if conditions else {}), {"order": order, "words": texts}


def digest(data):
    """A hash of JSON data that does not depend on the order of keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def asked(structure):
    """What is asked and which options there are, in any order."""
    return sorted((question.key, question.type, question.meaning()) for question in questions_of(structure))


def meaning(structure):
    """The part of the structure that answers depend on: what is asked and which options there are, and of whom."""
    conditions = structure.get("conditions", {})
    return asked(structure), sorted(
        (key, one["question"], one["rule"], one["answers"]) for key, one in conditions.items()
    )


def largest_answer(structure):
    """Bytes that the longest possible answer to the whole survey takes as JSON, rounded up to whole KiB.

    Every sealed answer of the survey is padded to this, because length alone tells answers apart.
    """
    size = 2 + sum(KEY_SIZE + question.longest() for question in questions_of(structure))
    return -(-size // PADDING_STEP) * PADDING_STEP
