"""The words of a survey in another language: the same questions and options, known by the same UUIDs (decision 0005)."""

import json

from django.conf import settings

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


def in_words_of(data, survey):
    """The figures `data` of a snapshot in the words of the Questionnaire `survey`, which may be None.

    Only words are put in place of words. What the questionnaire does not know stays, and has "lang".
    """
    if survey is None:
        return {**data, "items": [{**item, "lang": settings.LANGUAGE_CODE} for item in data["items"]]}
    tables = {table.name: table for question in survey.questions for table in question.tables()}
    texts = {question.clean_name: question for question in survey.questions if question.is_text}
    return {**data, "items": [item_in_words(item, survey.texts["words"], tables, texts) for item in data["items"]]}


def item_in_words(item, words, tables, texts):
    """One heading or table of a snapshot in other words."""
    said = words.get(item.get("id"))
    if item["type"] == "heading" and said:
        return {**item, **said}
    name = item.get("name")
    if name in texts:
        return {**item, "label": texts[name].label}
    if name not in tables or said is None or said.get("lang"):
        return {**item, "lang": settings.LANGUAGE_CODE}
    # As JSON keeps them: a snapshot knows no tuples.
    labels = {json.dumps(value): label for value, label in tables[name].cells}
    rows = [{**row, "label": labels.get(json.dumps(row.get("value")), row["label"])} for row in item["rows"]]
    return {**item, "label": tables[name].label, "rows": rows}
