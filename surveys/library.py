"""Questions used again: kept apart from any survey, and copied with ids of their own wherever they go."""

import uuid

from .between import BETWEEN


def fresh(raw):
    """(a copy of the stream data `raw` in which every block and item has a new id, {new id: old id} of its blocks).

    Conditions name questions in words, so they stay true of the copy.
    """
    copies, origins = [], {}
    for block in raw:
        copy = {**block, "id": str(uuid.uuid4()), "value": renewed(block["value"])}
        copies.append(copy)
        origins[copy["id"]] = block["id"]
    return copies, origins


def renewed(value):
    """A block's value in which every item of a list has a new id."""
    if isinstance(value, dict):
        new = {name: renewed(inner) for name, inner in value.items()}
        return new | {"id": str(uuid.uuid4())} if value.get("type") == "item" else new
    return [renewed(inner) for inner in value] if isinstance(value, list) else value


def words_of(raw):
    """[(kind of block, its words)] of stream data, for a list to choose from."""
    return [
        (
            block["type"],
            block["value"].get("label") or block["value"].get("heading") or block["value"].get("text") or "",
        )
        for block in raw
    ]


def asks_something(raw):
    """Whether there is a question in stream data."""
    return any(block["type"] not in BETWEEN for block in raw)
