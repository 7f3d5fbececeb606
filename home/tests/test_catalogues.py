"""The catalogues: English repeats itself, and what residents read is in nynorsk, not in bokmål that was copied."""

import importlib.util

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

spec = importlib.util.spec_from_file_location("messages", settings.BASE_DIR / "locale" / "messages.py")
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)

RESIDENTS, EMPLOYEES = "templates/home/home_page.html", "templates/panel_pages/desk/desk.html"


def problems(words, place=RESIDENTS, text="We ask"):
    """What is said of a text at `place` that is `words` in nynorsk."""
    texts, catalogue = Catalog(), Catalog(locale="nn")
    texts.add(text, locations=[(place, None)])
    catalogue.add(text, words)
    return list(messages.problems_for_residents(texts, catalogue))


def test_all_that_residents_read_is_in_nynorsk():
    catalogue = messages.read(messages.catalogue_file("nn"), "nn")
    assert list(messages.problems_for_residents(messages.collect(), catalogue)) == []


def test_a_text_without_words_or_in_bokmal_is_named():
    assert problems("Vi spør deg, og du svarar ikkje om du ikkje vil") == []
    assert "locale/nn" in problems("")[0]


@pytest.mark.parametrize("words", ["Vi spør ikke", "Hvordan det går", "Svar på undersøkelsen", "Velg et svar"])
def test_bokmal_that_was_copied_is_found(words):
    assert "is not nynorsk" in problems(words)[0]


def test_placeholders_are_no_words():
    assert problems("%(hvor)s spør", text="%(hvor)s ask") == []


def test_what_employees_alone_read_may_stay_in_bokmal():
    assert problems("Vi spør ikke", place=EMPLOYEES) == [] == problems("", place=EMPLOYEES)


def test_english_quotes_as_english_readers_do():
    catalogue = messages.read(messages.catalogue_file("en"), "en")
    assert catalogue.get("Nothing fits «%(words)s»").string == "Nothing fits “%(words)s”"
    assert [text.id for text in catalogue if set("«»") & set("".join(text.string))] == []
    # In the other two it is «».
    assert not [text.id for text in messages.read(messages.catalogue_file("nb"), "nb") if "“" in "".join(text.string)]


def test_english_says_what_is_written_in_the_code():
    catalogue = Catalog(locale="en")
    catalogue.add(("%(n)s answer", "%(n)s answers"), ("%(n)s svar", "%(n)s svar"))
    catalogue.add("We ask", "Vi spør")
    messages.repeat(catalogue)
    assert catalogue.get("We ask").string == "We ask"
    assert catalogue.get("%(n)s answer").string == ("%(n)s answer", "%(n)s answers")
