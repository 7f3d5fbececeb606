"""What the columns and numbers of a data file mean, and what was asked in which words and when."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from figures.spreadsheets import neutral
from surveys.conditions import in_words
from surveys.models import Version

from .columns import questions_in_order


def conditions_in_words(box):
    """{question or step UUID: on what it depends}."""
    by_key = {question.key: question for question in questions_in_order(box)}
    conditions = box.version.structure.data.get("conditions", {})
    return {key: in_words(condition, by_key[condition["question"]]) for key, condition in conditions.items()}


def code_rows(box, columns):
    """A line for each code of each column, and one for a column of plain numbers or dates."""
    conditions = conditions_in_words(box)
    yield [
        _("Column"), _("Question"), _("Kind"), _("Must be answered"), _("Asked"), _("Code"), _("Answer"),
        _("Id of the question"), _("Id of the answer"), _("Note"),
    ]  # fmt: skip
    for column in columns:
        question = column.question
        about = [
            column.name,
            neutral(column.variable.label),
            question.type,
            _("yes") if question.required else _("no"),
            neutral(conditions.get(question.key, "")),
        ]
        note = _("Too few answered, so the column is empty.") if column.is_hidden else ""
        for code in column.variable.codes or (None,):
            of_code = [code.number, neutral(code.words)] if code else ["", ""]
            yield [*about, *of_code, question.key, code.value if code and isinstance(code.value, str) else "", note]
    for question in questions_in_order(box):
        if question.is_text:
            yield ["", neutral(question.label), question.type, "", "", "", "", question.key, "", _("In its own file.")]


def version_rows(box):
    """Every text of every version, in the order residents met them."""
    yield [_("Version"), _("Published"), _("Language"), _("Id"), _("Part"), _("Text")]
    versions = Version.objects.filter(structure__page_id=box.page_id).order_by("pk")
    for number, version in enumerate(versions, 1):
        published = date_format(timezone.localtime(version.published_at), "SHORT_DATETIME_FORMAT")
        for key in version.texts["order"]:
            for part, text, part_key in parts_of(version.texts["words"][key], key):
                yield [number, published, language_of(version), part_key, part, neutral(text)]


def language_of(version):
    """The language a version is in."""
    return getattr(version, "language", "") or "nb"


def parts_of(words, key):
    """(what it is, the text, its id) of everything that was said at one block."""
    names = {
        "heading": _("Heading"), "text": _("Text"), "label": _("Question"), "help_text": _("Help text"),
        "unit": _("Unit"), "lowest_label": _("Lowest"), "highest_label": _("Highest"),
    }  # fmt: skip
    for name, label in names.items():
        if words.get(name):
            yield label, words[name], key
    for option, label in words.get("options", {}).items():
        yield _("Answer"), label, option
