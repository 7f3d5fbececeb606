"""A survey compiled: what is asked, split into the structure answers depend on and the words that may be mended.

    structure = {"items": [{"id": uuid, "type": "single_choice", "required": true, "options": [uuid, …]}, …],
                 "conditions": {"<uuid of a question or a step>": {"question": uuid, "rule": "is", "answers": […]}, …}}
    texts     = {"<uuid>": {"label": …, "help_text": …, "options": {"<uuid>": label}}, …}

Headings, sections and information are words only: they belong to the texts' order, not to the structure. An option
that only some are shown has its condition under its own key.
"""

import hashlib
import json

from django.conf import settings
from django.utils import translation

from .between import BETWEEN
from .conditions import compiled, named_values, plain
from .export_names import name_questions
from .questions import QUESTION_TYPES, question_of, questions_of
from .questions.question import KEY_SIZE

PADDING_STEP = 1024


def compile_stream(stream, language=None, *, kept_names=None):
    """(structure, texts) of a questions StreamValue whose blocks have ids, with the panel's own words in `language`.

    Questions whose name in data files nobody has written keep the one in `kept_names` {question UUID: name}.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        return compile_blocks(stream, kept_names or {})


def compile_blocks(stream, kept_names):
    """The same, with the panel's own words in the language that is active."""
    items, texts, order = [], {}, []
    conditions, earlier = {}, {}
    for block in stream:
        key, value = str(block.id), block.value
        order.append(key)
        if condition := compiled(value.get("shown_if"), earlier):
            conditions[key] = condition
        if block.block_type in BETWEEN:
            texts[key] = BETWEEN[block.block_type](value)
            continue
        item = {"id": key, "type": block.block_type, "required": bool(value["required"])}
        words = {
            "label": value["label"],
            "help_text": value["help_text"] or "",
            "export_name": value.get("export_name") or "",
        }
        of_structure, of_words = QUESTION_TYPES[block.block_type].compile(value)
        items.append(item | of_structure)
        texts[key] = words | of_words
        question = question_of(items[-1], texts[key])
        conditions |= option_conditions(question, value, earlier)
        earlier[plain(value["label"])] = question
    name_questions({item["id"]: texts[item["id"]] for item in items}, kept_names)
    add_companions(items, texts, order)
    # Left out where there are none, so that older surveys keep the digest they have.
    return {"items": items} | ({"conditions": conditions} if conditions else {}), {"order": order, "words": texts}


def option_conditions(question, value, earlier):
    """{option: condition} of those options of `question` that only some are shown."""
    found = {}
    for shown_if in value.get("option_conditions") or ():
        (key,) = named_values(question, shown_if["option"])[:1] or [None]
        if key is not None and (condition := compiled(shown_if, earlier)):
            found[key] = condition
    return found


def add_companions(items, texts, order):
    """Put the questions that belong to another right behind it."""
    for item in list(items):
        words = texts[item["id"]]
        for more, more_words in question_of(item, words).companions(words):
            items.insert(items.index(item) + 1, more)
            texts[more["id"]] = more_words
            order.insert(order.index(item["id"]) + 1, more["id"])


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
