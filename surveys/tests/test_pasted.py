"""Questions from a document: what becomes a step, a question, an answer, a text."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from surveys.blocks import QuestionsBlock, with_ids
from surveys.pasted import read_document, read_marks, to_block
from surveys.tests.pasted import DOCUMENTS, TRAVEL, conditions, kinds

# Drafts as a word processor gives them: tabs behind bullets and numbers, tables, and who is asked said in many ways.
DOCUMENTS_FOLDER = Path(__file__).parent / "documents"


def test_a_document_becomes_steps_and_questions_of_the_kinds_its_words_suggest():
    document = read_document(TRAVEL)
    assert document.title == "Kollektivt i Bærum"
    assert kinds(TRAVEL) == [
        ("section", "Om deg"),
        ("number", "Hvor gammel er du?"),
        ("place", "Hvor i kommunen bor du?"),
        ("yes_no", "Reiser du kollektivt hver uke?"),
        ("section", "Reisene dine"),
        ("single_choice", "Hva reiser du oftest med?"),
        ("multiple_choice", "Hvilke billetter bruker du?"),
        ("short_text", "Hvilken linje?"),
        ("section", "Det vi kan bedre"),
        ("scale", "Hvor fornøyd er du?"),
        ("matrix", "Hvor enig er du i dette?"),
        ("ranking", "Ranger disse etter hva som er viktigst:"),
        ("date", "Når kjørte du buss sist?"),
        ("yes_no", "Bør bussen gå om natten?"),
        ("long_text", "Har du andre innspill?"),
    ]
    assert [part.number for part in document.questions] == list(range(1, 13))


def test_a_document_is_taken_by_the_builder_as_it_was_read():
    raw = with_ids([to_block(part) for part in read_document(TRAVEL).parts])
    value = {block.value.get("label"): block.value for block in QuestionsBlock().clean(QuestionsBlock().to_python(raw))}
    age, transport = value["Hvor gammel er du?"], value["Hva reiser du oftest med?"]
    assert (age["lowest"], age["highest"], age["unit"]) == (15, 110, "år")
    assert [(one["label"], one["asks_which"]) for one in transport["options"]] == [
        ("Buss", False), ("Tog", False), ("Annet", True),
    ]  # fmt: skip
    assert [one["stands_alone"] for one in value["Hvilke billetter bruker du?"]["options"]] == [False, False, True]
    assert value["Hvor fornøyd er du?"]["lowest_label"] == "svært misfornøyd"
    assert value["Hvor fornøyd er du?"]["highest_label"] == "svært fornøyd"
    assert [row["label"] for row in value["Hvor enig er du i dette?"]["rows"]] == [
        "Det er trygt på holdeplassen", "Det er lett å finne fram",
    ]  # fmt: skip
    assert [one["label"] for one in value["Ranger disse etter hva som er viktigst:"]["options"]] == [
        "Pris", "Frekvens", "Komfort",
    ]  # fmt: skip
    assert not value["Reiser du kollektivt hver uke?"]["offers_dont_know"]
    assert value["Bør bussen gå om natten?"]["offers_dont_know"]
    assert value["Har du andre innspill?"]["help_text"] == "Ikke skriv navn."
    assert [label for label, one in value.items() if label and one["required"]] == ["Reiser du kollektivt hver uke?"]


NEVER = "Hvor ofte bruker du biblioteket?", "is_not", "Aldri"


CHILD = "Har du barn som går i grunnskolen?", "is", "Ja"


@pytest.mark.parametrize(
    ("name", "title", "expected", "asked_if"),
    [
        (
            "library", "Spørreskjema – bruk av biblioteket (utkast 3)",
            "section single_choice single_choice | section multiple_choice matrix number date short_text"
            " | section scale ranking yes_no place long_text",
            {
                "Hvilket bibliotek bruker du mest?": NEVER,
                "DEG SOM BRUKER BIBLIOTEKET": NEVER,
                "Hvilket arrangement husker du best?": ("Hva bruker du biblioteket til?", "is", "Arrangementer"),
            },
        ),
        (
            "waste", "Søppel, gjenbruk og kildesortering i Bærum",
            "section place number | section single_choice multiple_choice matrix yes_no"
            " | section date multiple_choice scale | section ranking short_text long_text",
            {
                "Hva er grunnen til at dere ikke sorterer matavfallet oftere?": (
                    "Sorterer dere ut matavfall hjemme?", "is_any_of", "Bare av og til", "Nei, aldri",
                ),
                "Gjenbruksstasjonen": (
                    "Har du vært på en gjenbruksstasjon i Bærum de siste 12 månedene?", "is", "Ja",
                ),
            },
        ),
        (
            "way_to_school", "Spørreundersøkelse: Trafikksikkerhet på skoleveien",
            "section yes_no place scale | section single_choice number multiple_choice date"
            " | section multiple_choice matrix ranking | section short_text long_text",
            {
                "Barnets skolevei": CHILD,
                "Hva er grunnen til at barnet blir kjørt?": (
                    "Hvordan kommer barnet seg vanligvis til skolen?", "is", "Blir kjørt i bil",
                ),
            },
        ),
        (
            "meeting_places", "Frivillighet og møteplasser for eldre i nabolaget",
            "section place yes_no ranking | section single_choice matrix date"
            " | section single_choice number multiple_choice | section scale short_text long_text",
            {
                "Møteplassen du bruker": ("Har du vært på en møteplass for eldre det siste året?", "is", "Ja"),
                "Omtrent hvor mange timer i måneden er du frivillig?": (
                    "Er du frivillig i nabolaget i dag?", "is_any_of", "Ja, fast", "Ja, av og til",
                ),
            },
        ),
    ],
)  # fmt: skip
def test_a_draft_from_a_word_processor_is_read_without_being_prepared(name, title, expected, asked_if):
    text = (DOCUMENTS_FOLDER / f"{name}.txt").read_text()
    assert read_document(text).title == title
    assert [kind for kind, _words in kinds(text) if kind] == expected.replace("|", "").split()
    assert conditions(text) == asked_if


def test_a_paragraph_below_the_title_is_the_introduction_unless_one_is_named():
    text = "Sykkel\n\nVi vil gjøre veiene tryggere.\n\n# Om deg\nSykler du?"
    assert read_document(text).introduction == "Vi vil gjøre veiene tryggere."
    assert kinds(text)[0] == ("section", "Om deg")
    assert read_document("Ingress: Hei.\n" + text.replace("\n\nVi vil", "\nVi vil")).introduction == "Hei."


def test_what_stands_beside_the_questions_of_such_a_draft_is_kept():
    document = read_document((DOCUMENTS_FOLDER / "library.txt").read_text())
    values = {part.words: to_block(part)[1] for part in document.parts}
    asks_which = [option["asks_which"] for option in values["Hva bruker du biblioteket til?"]["options"]]
    assert asks_which == [False] * 4 + [True]
    assert values["Hvor fornøyd er du med …"]["help_text"] == "1 = svært misfornøyd, 5 = svært fornøyd"
    importance = values["Hvor viktig er det at kommunen har bibliotek?"]
    assert [importance[name] for name in ("lowest", "highest", "lowest_label", "highest_label")] == [
        0, 10, "ikke viktig", "svært viktig",
    ]  # fmt: skip


def test_an_empty_line_after_every_line_changes_nothing_where_answers_have_bullets():
    airy = "\n\n".join(line for line in TRAVEL.splitlines() if line)
    assert [words for _kind, words in kinds(airy)] == [words for _kind, words in kinds(TRAVEL)]


def test_who_is_asked_is_read_from_the_number_and_the_answer():
    assert conditions(TRAVEL) == {
        "Reisene dine": ("Reiser du kollektivt hver uke?", "is", "Ja"),
        "Hvilken linje?": ("Hva reiser du oftest med?", "is", "Buss"),
    }


def test_one_line_below_a_question_that_tells_what_to_do_is_no_heading():
    assert kinds("Hvor bor du?\nVelg område\nHvorfor?") == [("place", "Hvor bor du?"), ("long_text", "Hvorfor?")]
    assert kinds("Hva liker du?\nSkriv med dine egne ord\nHvorfor?")[0] == ("long_text", "Hva liker du?")


def test_numbers_go_from_a_list_but_not_from_an_answer():
    assert read_document("Hva er viktigst?\n1. Pris\n2. Tid").parts[0].lines == ["Pris", "Tid"]
    assert read_document("Hvor?\n- 2. etasje\n- Kjelleren").parts[0].lines == ["2. etasje", "Kjelleren"]


def test_a_numbered_line_that_counts_on_is_a_question_without_a_question_mark():
    text = "1. Hva liker du?\nIs\nKake\n2. Beskriv den beste\n3. Hvor ofte?"
    assert [part.words for part in read_document(text).questions] == [
        "Hva liker du?",
        "Beskriv den beste",
        "Hvor ofte?",
    ]


def test_a_line_alone_below_a_question_is_the_next_heading():
    assert kinds("Hva liker du best?\nTil slutt\nHvor bor du?") == [
        ("long_text", "Hva liker du best?"), ("section", "Til slutt"), ("place", "Hvor bor du?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["# Om deg", "Del 1: Om deg", "Steg 2 – Om deg", "TRINN 1. Om deg", "Om deg", "Om deg:"]
)
def test_a_heading_begins_a_step(heading):
    assert kinds(f"Hva liker du?\n- Is\n- Kake\n\n{heading}\nSykler du?")[1] == ("section", "Om deg")


def test_a_sentence_below_a_heading_introduces_the_step():
    part = read_document("# Om deg\nVi spør litt om hvem du er.\n\nSykler du?").parts[0]
    assert to_block(part)[1]["text"] == "Vi spør litt om hvem du er."


def test_a_sentence_between_questions_is_information_and_no_markup():
    [_first, part, _last] = read_document("Sykler du?\n\nNå kommer <b>noe</b> annet.\n\nGår du?").parts
    assert to_block(part) == ("information", to_block(part)[1])
    assert to_block(part)[1]["text"] == "<p>Nå kommer &lt;b&gt;noe&lt;/b&gt; annet.</p>"


def test_title_and_purpose_are_found_by_name():
    document = read_document("Tittel: Sykkel\nFormål: Bedre veier.\nSykler du?")
    assert (document.title, document.purpose) == ("Sykkel", "Bedre veier.")
    assert [part.words for part in document.parts] == ["Sykler du?"]


@pytest.mark.parametrize(
    "text", ["Sykkel\n\nOm deg\nSykler du?\n\nTil slutt\nHvorfor?", "Sykkel\n\nSykler du?\nHvorfor?"]
)
def test_the_first_line_is_the_title_where_it_heads_no_step_or_everything(text):
    assert read_document(text).title == "Sykkel"
    assert "Sykkel" not in [part.words for part in read_document(text).parts]


def test_the_first_of_several_headings_is_a_step():
    assert read_document("Om deg\nSykler du?\n\nTil slutt\nHvorfor?").title == ""


def test_what_stands_above_the_first_bullet_is_said_of_the_list():
    part = read_document("Hva liker du?\nSett kryss for det som passer\n- Is\n- Kake").parts[0]
    assert (part.notes, part.lines) == (["Sett kryss for det som passer"], ["Is", "Kake"])


def test_the_same_words_twice_are_two_parts():
    keys = [part.key for part in read_document("Hvorfor?\n\nHvorfor?").parts]
    assert len(set(keys)) == 2


def words_in(*texts):
    return set(re.findall(r"\w+", " ".join(texts)))


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_whatever_is_pasted_is_read_and_no_word_of_it_is_lost(text):
    document = read_document(text)
    kept = [document.title, document.purpose, document.introduction]
    for part in document.parts:
        kept += [part.words, str(part.number or ""), *part.notes, *part.lines, *part.rows, *part.columns]
        to_block(part)
        read_marks(part.notes)
    # What only says what stands behind it goes: «Del 1», «2.», «a)», «rader:», and a field that is written twice.
    ours = words_in("hvor ofte er du enig ja nei buss om deg annet en hel setning flere valg")
    assert ours & words_in(text.casefold()) <= words_in(*kept) | words_in(" ".join(kept).casefold())
