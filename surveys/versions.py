"""Keeping what was asked, as it was when it was published."""

from functools import lru_cache

from django.conf import settings

from .models import Box, Response, SealedAnswer, Structure, Version
from .structure import compile_stream, digest, meaning


class FrozenStructure(Exception):
    """The survey has answers, so its questions and options can no longer change; the words still can."""


def has_answers(page_id):
    """Whether anybody has answered the survey of `page_id`."""
    return (
        SealedAnswer.objects.filter(box__page_id=page_id).exists()
        or Response.objects.filter(page_id=page_id).exists()
        or Box.objects.filter(page_id=page_id, opened_at__isnull=False).exists()
    )


def hold_answers(page_id):
    """Let answers wait for the end of this transaction; those on their way are stored first, and then seen.

    The other half is `slot.DROP`.
    """
    list(Box.objects.select_for_update().filter(page_id=page_id).values_list("pk"))


def check_frozen(page_id, stream):
    """Raise FrozenStructure if `stream` asks something else than what has been answered."""
    box = Box.objects.select_related("version__structure").filter(page_id=page_id).first()
    if box is None or not has_answers(page_id):
        return
    structure, _texts = compile_stream(stream)
    if meaning(structure) != meaning(box.version.structure.data):
        raise FrozenStructure


def kept_names(page_id):
    """{question UUID: name in data files} as the survey was last published."""
    box = Box.objects.select_related("version").filter(page_id=page_id).first()
    words = box.version.texts["words"] if box else {}
    return {key: said["export_name"] for key, said in words.items() if said.get("export_name")}


def keep_places(page_id, data, texts):
    """Let places that somebody may have chosen stay in a compiled survey, though the register no longer has them."""
    if not has_answers(page_id):
        return
    version = Box.objects.select_related("version__structure").get(page_id=page_id).version
    before = {item["id"]: item for item in version.structure.data["items"] if item["type"] == "place"}
    for item in data["items"]:
        if item["id"] in before:
            gone = [key for key in before[item["id"]]["options"] if key not in item["options"]]
            labels = version.texts["words"][item["id"]]["options"]
            item["options"] += gone
            texts["words"][item["id"]]["options"] |= {key: labels[key] for key in gone}


def keep_version(page_id, stream, *, now):
    """The Version of `stream` for the survey `page_id`: the kept one if nothing changed, else a new one."""
    check_frozen(page_id, stream)
    data, texts = compile_stream(stream, kept_names=kept_names(page_id))
    keep_places(page_id, data, texts)
    structure, _created = Structure.objects.get_or_create(page_id=page_id, digest=digest(data), defaults={"data": data})
    newest = structure.versions.filter(language=settings.LANGUAGE_CODE).last()
    if newest is not None and newest.digest == digest(texts):
        return newest
    return Version.objects.create(
        structure=structure, language=settings.LANGUAGE_CODE, digest=digest(texts), texts=texts, published_at=now
    )


@lru_cache(maxsize=64)
def load_version(version_id):
    """The Version with its structure. A version never changes, so the process may keep it."""
    return Version.objects.select_related("structure").get(pk=version_id)
