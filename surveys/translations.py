"""The words of a survey in another language: the same questions and options, known by the same UUIDs (decision 0005)."""

from .models import Version
from .structure import asked, compile_stream, digest


class OtherStructure(Exception):
    """A translation asks something else than the survey it translates."""


def fits(stream, structure):
    """Whether `stream` asks what the compiled `structure` asks, in whatever words and order."""
    return asked(compile_stream(stream)[0]) == asked(structure)


def keep_translation(structure, stream, language, *, now):
    """The Version of `structure` in the words of `stream`: the kept one if nothing changed, else a new one."""
    if not fits(stream, structure.data):
        raise OtherStructure
    _structure, texts = compile_stream(stream, language)
    newest = structure.versions.filter(language=language).last()
    if newest is not None and newest.digest == digest(texts):
        return newest
    return Version.objects.create(
        structure=structure, language=language, digest=digest(texts), texts=texts, published_at=now
    )


def lacks(words, original):
    """The names of what `original` (the words of a block) says and `words` do not."""
    lacking = []
    for name, said in original.items():
        if isinstance(said, dict):
            lacking += lacks(words.get(name, {}), said)
        elif isinstance(said, str) and said.strip() and not str(words.get(name) or "").strip():
            lacking.append(name)
    return lacking


def in_language(texts, translated, fallback):
    """`texts` in the words of `translated`, in their own order.

    A block that is new, or says more than its translation, stays whole as it is and has "lang", which is `fallback`.
    """
    words = {}
    for key, original in texts["words"].items():
        found = translated["words"].get(key, {})
        if lacks(found, original):
            words[key] = {**original, "lang": fallback}
        else:
            words[key] = {
                name: isinstance(said, str | dict) and found.get(name) or said for name, said in original.items()
            }
    return {**texts, "words": words}
