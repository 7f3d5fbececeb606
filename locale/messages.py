"""Collect texts from code and templates into the catalogues, compile them, and check them.

`python locale/messages.py` writes locale/<language>/LC_MESSAGES/django.po and .mo; with --check it writes nothing and
says what is missing. MESSAGES_FROM names a folder of .po pieces whose translations are taken in first.
"""

import io
import os
import re
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
LANGUAGES = ("nb", "nn", "en")
COMPLETE = "nb"
# The texts are written in English, so its catalogue repeats them, with the quotation marks English readers know.
ORIGINAL = "en"
QUOTATION_MARKS = str.maketrans("«»", "“”")
# What residents read must be in nynorsk too; what employees alone read may stay in bokmål.
ALSO_FOR_RESIDENTS = "nn"
RESIDENTS_READ = (
    "blog/feeds.py", "home/structured_data.py", "home/templatetags/", "home/views.py", "members/addresses.py",
    "members/forms.py", "members/models/counting.py", "members/models/people.py", "members/models/topics.py",
    "members/pauses.py", "members/portrait.py", "members/views.py", "panel_pages/answering/", "panel_pages/asked.py",
    "panel_pages/declining.py", "panel_pages/models/composition.py", "panel_pages/participation/",
    "panel_pages/states.py", "panel_pages/templatetags/", "panel_pages/way.py", "site/config/too_many.py",
    "surveys/between.py", "surveys/conditions.py", "surveys/forms.py", "surveys/questions/", "templates/",
)  # fmt: skip
EMPLOYEES_READ = (
    "templates/blocks/previews/", "templates/emails/staff_password/", "templates/outbox/", "templates/panel_pages/desk/",
    "templates/panel_pages/outline.html", "templates/panel_pages/overview/", "templates/panel_pages/register/", "templates/panel_pages/survey_preview.html", "templates/surveys/forbidden.html",
    "templates/surveys/answers.html", "templates/surveys/not_deleted.html", "templates/wagtailadmin/", "templates/wagtailcore/", "templates/admin",
)  # fmt: skip
# Words that nynorsk has not: a text with one is bokmål that was copied.
BOKMAL_ONLY = re.compile(
    r"\b(ikke|jeg|hva|hvem|hvor|hvordan|hvorfor|hvis|hver|noe|noen|dere|fra|være|uten|bare|en|et|gjør|gjøre|lenken|svarene|"
    r"spørsmålene|opplysningene|undersøkelse\w*|kommer|velg)\b",
    re.IGNORECASE,
)
NOT_OURS = {".venv", ".git", "var", "static", "tests", "__pycache__", "node_modules"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Dates of making say nothing and would change the files at every run.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
DATED_LINE = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n', re.M)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w*\}(?!\})")
# Texts of Wagtail's admin that its own bokmål lacks or misspells, one a line; a plural follows its singular after a tab.
WAGTAIL_TEXTS = FOLDER / "wagtail_admin.txt"
# Its scripts look for theirs in a catalogue called djangojs; this one names them.
WAGTAIL_SCRIPTS = Path(find_spec("wagtail").origin).parent / "admin/locale/en/LC_MESSAGES/djangojs.po"


def find_sources():
    """Every Python file and template of ours, in order."""
    for file in sorted(ROOT.rglob("*")):
        parts = file.relative_to(ROOT).parts
        is_template = file.suffix in (".html", ".txt", ".xml") and "templates" in parts
        if (is_template or file.suffix == ".py") and NOT_OURS.isdisjoint(parts) and file != Path(__file__).resolve():
            yield file


def collect():
    """A catalogue without translations: all texts the project shows."""
    texts = Catalog(charset="utf-8", fuzzy=False)
    for file in find_sources():
        source = file.read_text()
        if file.suffix != ".py":
            # What templatize gives reads as Python but for its indentation.
            source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
        for _line, message, comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            name = str(file.relative_to(ROOT))
            texts.add(message, locations=[(name, None)], auto_comments=comments, context=context)
    if WAGTAIL_TEXTS.exists():
        for text in filter(None, WAGTAIL_TEXTS.read_text().splitlines()):
            text, *plural = text.split("\t")
            texts.add((text, *plural) if plural else text, locations=[(WAGTAIL_TEXTS.name, None)])
    return texts


def read(file, language):
    """The catalogue in `file`; an empty one when there is no such file."""
    if not file.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with file.open("rb") as lines:
        return read_po(lines, locale=language)


def catalogue_file(language):
    """Where the .po of `language` lies; the .mo lies beside it."""
    return FOLDER / language / "LC_MESSAGES" / "django.po"


def is_translated(message):
    """Whether every form of the message has words."""
    return all(message.string) if isinstance(message.string, (list, tuple)) else bool(message.string)


def take_in(catalogue, pieces):
    """Fill `catalogue` with the translations of the .po files in the folder `pieces`."""
    for file in sorted(pieces.glob("*.po")):
        for piece in read(file, COMPLETE):
            message = catalogue.get(piece.id, piece.context) if piece.id else None
            if message is not None and is_translated(piece):
                message.string = piece.string


def as_read(text):
    """A text, or its forms, as it is read in the language it is written in."""
    return text.translate(QUOTATION_MARKS) if isinstance(text, str) else tuple(map(as_read, text))


def repeat(catalogue):
    """Let every text stand for itself."""
    for message in catalogue:
        if message.id:
            message.string = as_read(message.id)


def residents_read(text):
    """Whether a text stands where residents read it."""
    files = [name for name, _line in text.locations]
    return any(name.startswith(RESIDENTS_READ) and not name.startswith(EMPLOYEES_READ) for name in files)


def as_po(catalogue):
    """The text of the .po file."""
    lines = io.BytesIO()
    write_po(lines, catalogue, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return DATED_LINE.sub("", lines.getvalue().decode())


def as_mo(language, *, is_for_scripts=False):
    """The bytes of the .mo file that belongs to the .po file as it lies there; for scripts, what Wagtail's ask for."""
    catalogue = read(catalogue_file(language), language)
    if is_for_scripts:
        asked_for = read(WAGTAIL_SCRIPTS, language)
        for message in list(catalogue):
            if message.id and asked_for.get(message.id, message.context) is None:
                catalogue.delete(message.id, message.context)
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def write():
    """Bring all catalogues up to date with code and templates."""
    texts = collect()
    pieces = os.environ.get("MESSAGES_FROM")
    for language in LANGUAGES:
        file = catalogue_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        catalogue = read(file, language)
        catalogue.header_comment = f"# {language}: the texts of Innbyggerpanel. Written by `make messages`."
        catalogue.project, catalogue.version = "innbyggerpanel", "1"
        catalogue.update(texts, no_fuzzy_matching=True)
        if pieces and language == COMPLETE:
            take_in(catalogue, Path(pieces))
        if language == ORIGINAL:
            repeat(catalogue)
        file.write_text(as_po(catalogue))
        file.with_suffix(".mo").write_bytes(as_mo(language))
        if language == COMPLETE:
            file.with_name("djangojs.mo").write_bytes(as_mo(language, is_for_scripts=True))


def placeholders(strings):
    """The names that stand in for values, over all forms of a text."""
    strings = strings if isinstance(strings, (list, tuple)) else [strings]
    return {name for string in strings for name in PLACEHOLDER.findall(string)}


def problems_for_residents(texts, catalogue):
    """What residents read and the catalogue does not say in its own language."""
    for text in texts:
        if not text.id or not residents_read(text):
            continue
        message = catalogue.get(text.id, text.context)
        if message is None or not is_translated(message) or message.pluralizable != text.pluralizable:
            yield f"{catalogue.locale}: residents read it, so it needs words in locale/nn too: {text.id!r}"
        else:
            forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
            if found := BOKMAL_ONLY.search(" ".join(PLACEHOLDER.sub("", form) for form in forms)):
                yield f"{catalogue.locale}: «{found[0]}» is not nynorsk: {text.id!r}"


def problems():
    """Sentences that say what is wrong with the catalogues."""
    texts = collect()
    for language in LANGUAGES:
        file = catalogue_file(language)
        catalogue = read(file, language)
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != as_mo(language):
            yield f"{language}: django.mo does not match django.po"
        for message in catalogue:
            if message.id and message.fuzzy:
                yield f"{language}: fuzzy: {message.id!r}"
            has_words = message.id and is_translated(message)
            if has_words and placeholders(message.string) - placeholders(message.id):
                yield f"{language}: other placeholders than in English: {message.id!r}"
        if language == ORIGINAL:
            yield from (
                f"{language}: not itself: {text.id!r}"
                for text in catalogue
                if text.id and text.string != as_read(text.id)
            )
        if language != COMPLETE:
            continue
        for text in texts:
            message = catalogue.get(text.id, text.context) if text.id else None
            if text.id and message is None:
                yield f"{language}: not collected: {text.id!r}"
            elif text.id and (not is_translated(message) or message.pluralizable != text.pluralizable):
                yield f"{language}: not translated: {text.id!r} ({text.locations[0][0]})"


def main(arguments):
    """Write, or only look with --check; the exit code says whether all is well."""
    if "--check" not in arguments:
        write()
        return 0
    found = list(problems())
    # Said here, and held by a test: a text may wait for its nynorsk while it is written, but not when all is tested.
    for sentence in problems_for_residents(collect(), read(catalogue_file(ALSO_FOR_RESIDENTS), ALSO_FOR_RESIDENTS)):
        print(sentence)
    for sentence in found:
        print(sentence)
    if found:
        print(f"{len(found)} problems in the catalogues; `make messages` collects and compiles.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
