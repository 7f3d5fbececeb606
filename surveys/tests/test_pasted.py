"""Questions from a document: what becomes a question, an answer, a step, and who is asked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.blocks import QuestionsBlock, with_ids
from surveys.pasted import answers_of, guess_kind, read_document, read_marks, to_block, written_condition

TRAVEL = """Kollektivt i Bærum

Om deg
1. Hvor gammel er du? (tall, 15–110 år)
2. Hvor i kommunen bor du?
3. Reiser du kollektivt hver uke? *
- Ja
- Nei

Reisene dine (bare hvis ja på spørsmål 3)
4. Hva reiser du oftest med?
Buss
Tog
Annet, spesifiser: ____
5. Hvilke billetter bruker du?
☐ Enkeltbillett
☐ Månedskort
☐ Ingen av disse

Hvis Buss på 4:
6. Hvilken linje?

Det vi kan bedre
7. Hvor fornøyd er du? (skala 1-5 fra svært misfornøyd til svært fornøyd)
8. Hvor enig er du i dette?
\tUenig\tVerken eller\tEnig
Det er trygt på holdeplassen\t\t\t
Det er lett å finne fram\t\t\t
9. Ranger disse etter hva som er viktigst:
1. Pris
2. Frekvens
3. Komfort
10. Når kjørte du buss sist?
11. Bør bussen gå om natten? Ja / Nei / Vet ikke
12. Har du andre innspill? (fritekst) Ikke skriv navn.
"""

# As a word processor gives it: tabs behind bullets and numbers, a table, who is asked before, behind and above.
LIBRARY = """Spørreskjema – bruk av biblioteket (utkast 3)

Vi vil vite hvordan folk bruker bibliotekene i Bærum, og hva som skal til for at flere bruker dem.

BAKGRUNN

Spm 1: Hvor ofte bruker du biblioteket?
▪	Hver uke
▪	Hver måned
▪	Sjeldnere
▪	Aldri

Spm 2: Hvilket bibliotek bruker du mest? (Stilles til alle unntatt de som svarer Aldri på spm 1)
▪	Sandvika
▪	Bekkestua
▪	Fornebu
▪	Annet:

DEG SOM BRUKER BIBLIOTEKET (filter: ikke Aldri på spm 1)

Spm 3: Hva bruker du biblioteket til? (flere kryss mulig)
▪	Låne bøker
▪	Lese aviser
▪	Arbeide eller lese til skolen
▪	Arrangementer
▪	Noe annet
Spm 4: Hvor fornøyd er du med … (1 = svært misfornøyd, 5 = svært fornøyd)
	1	2	3	4	5
Utvalget av bøker					
Åpningstidene					
Spm 5: Omtrent hvor mange bøker lånte du i fjor?
Spm 6: Når var du sist på et arrangement? (dato)
Hvis Arrangementer på spm 3:
Spm 7: Hvilket arrangement husker du best?

TIL SLUTT

Spm 8: Hvor viktig er det at kommunen har bibliotek? Skala fra 0 til 10, fra ikke viktig til svært viktig.
Spm 9: Sett disse i rekkefølge etter hva du vil at vi skal bruke penger på:
1.	Lengre åpningstider
2.	Flere bøker
3.	Flere arrangementer
Spm 10: Har du barn under 18 år?
Spm 11: I hvilken del av kommunen bor du?
Spm 12: Er det noe annet du vil si til oss? (Åpent felt. Ikke skriv navn.)
"""


def kinds(text):
    return [(guess_kind(part), part.words) for part in read_document(text).parts]


def only(text):
    """The one part of a document, and its block's value."""
    [part] = read_document(text).parts
    return part, to_block(part)[1]


def conditions(text):
    """{words: (words of the question it depends on, rule, words of its answers)} of what the document says."""
    earlier, found = [], {}
    for part in read_document(text).parts:
        if named := written_condition(part, earlier):
            question, rule, places = named
            answers = answers_of(question, guess_kind(question))
            found[part.words] = question.words, rule, *(answers[place] for place in places)
        if part.kind == "question":
            earlier.append((part, part.number or len(earlier) + 1, answers_of(part, guess_kind(part))))
    return found


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
        ("Buss", False), ("Tog", False), ("Annet, spesifiser", True),
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


def test_a_document_from_a_word_processor_is_read_without_being_prepared():
    document = read_document(LIBRARY)
    assert document.title == "Spørreskjema – bruk av biblioteket (utkast 3)"
    assert [kind for kind, _words in kinds(LIBRARY)] == [
        "information", "section", "single_choice", "single_choice", "section", "multiple_choice", "matrix", "number", "date",
        "short_text", "section", "scale", "ranking", "yes_no", "place", "long_text",
    ]  # fmt: skip
    never = "Hvor ofte bruker du biblioteket?", "is_not", "Aldri"
    assert conditions(LIBRARY) == {
        "Hvilket bibliotek bruker du mest?": never,
        "DEG SOM BRUKER BIBLIOTEKET": never,
        "Hvilket arrangement husker du best?": ("Hva bruker du biblioteket til?", "is", "Arrangementer"),
    }
    values = {part.words: to_block(part)[1] for part in document.parts}
    assert [option["asks_which"] for option in values["Hva bruker du biblioteket til?"]["options"]] == [False] * 4 + [
        True
    ]
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


@pytest.mark.parametrize(
    "said",
    [
        "bare hvis ja på 1", "Kun de som svarte «Ja» på spørsmål 1", "Hvis ja", "vises hvis 1 er ja", "Only if yes/ja to 1",
        "for dem som svarte ja på spm. 1", "BARE FOR DEM SOM SVARTE JA PÅ 1", "berre dei som svarte ja på 1",
    ],
)  # fmt: skip
def test_the_same_condition_may_be_said_in_many_ways(said):
    assert conditions(f"1. Sykler du? Ja / Nei\n\n2. Hvor langt? ({said})") == {
        "Hvor langt?": ("Sykler du?", "is", "Ja")
    }


@pytest.mark.parametrize(
    "said", ["bare hvis ikke buss på 1", "alle unntatt «Buss» på 1", "ikke Buss på 1", "if not buss in 1"]
)
def test_a_condition_may_name_whom_not_to_ask(said):
    text = f"1. Hva bruker du?\n- Buss\n- Tog\n\n2. Hvorfor? ({said})"
    assert conditions(text) == {"Hvorfor?": ("Hva bruker du?", "is_not", "Buss")}


def test_a_condition_may_name_several_answers():
    text = "1. Hva bruker du?\n- Buss\n- Tog\n- Vet ikke\n\n2. Hvorfor? (bare hvis buss eller vet ikke på 1)"
    assert conditions(text) == {"Hvorfor?": ("Hva bruker du?", "is_any_of", "Buss", "Vet ikke")}


@pytest.mark.parametrize(
    "said",
    [
        "bare hvis kanskje på 1",
        "bare hvis ja på 7",
        "hvis ja på 1, gå til 9",
        "Hvis ja: hopp til 3",
        "bare hvis du vil",
    ],
)
def test_what_a_condition_leaves_in_doubt_is_not_guessed(said):
    assert conditions(f"1. Sykler du? Ja / Nei\n\n2. Hvor langt? ({said})") == {}


def test_an_answer_inside_a_longer_one_is_not_meant():
    text = "1. Hva bruker du?\n- Buss\n- Buss og tog\n\n2. Hvorfor? (hvis «Buss og tog» på 1)"
    assert conditions(text) == {"Hvorfor?": ("Hva bruker du?", "is", "Buss og tog")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hva liker du? (flere valg)\nIs\nKake", "multiple_choice"),
        ("Hva liker du? Velg inntil tre\nIs\nKake", "multiple_choice"),
        ("Hva liker du? Du kan krysse av for flere.\nIs\nKake", "multiple_choice"),
        ("Omtrent hvilken dato var du her?", "date"),
        ("Hvor lett var det?\nSkala fra 1 til 5, der 1 er svært vanskelig og 5 er svært lett", "scale"),
        ("Hvilke liker du? (ett valg)\nIs\nKake", "single_choice"),
        ("Hva liker du?\nIs\nKake\nIngen av disse", "multiple_choice"),
        ("Hva liker du? (rangering)\nIs\nKake", "ranking"),
        ("Hvor ofte?\n1 = aldri\n2\n3\n4\n5 = alltid", "scale"),
        ("Hvor ofte?\n1–2 ganger\n3–5 ganger", "single_choice"),
        ("Beskriv ideen din (lang tekst)", "long_text"),
        ("Hva mener du? (matrise)\nRader: Pris, Tid\nKolonner: Dårlig / Bra", "matrix"),
        ("Hva mener du? MATRISE: rader Pris / Tid ; kolonner Dårlig / Bra", "matrix"),
        ("Trener du?", "yes_no"),
        ("Hvor mange bor dere?", "number"),
        ("Korleis kjem du deg til jobb?", "long_text"),
        ("Fortell: hva skjedde?", "long_text"),
    ],
)
def test_the_kind_is_named_or_guessed(text, kind):
    part, value = only(text)
    assert guess_kind(part) == kind
    QuestionsBlock().child_blocks[kind].clean_deferred(
        QuestionsBlock().child_blocks[kind].to_python(value | without_lists(value))
    )


def without_lists(value):
    """The lists of a block as Wagtail keeps them."""
    [block] = with_ids([("", value)])
    return {name: items for name, items in block["value"].items() if isinstance(items, list)}


def test_at_most_is_taken_from_the_words():
    assert only("Hva liker du? (velg inntil tre)\nIs\nKake\nSaft\nTe")[1]["at_most"] == 3
    assert only("Hva liker du? (velg maks 2)\nIs\nKake\nSaft")[1]["at_most"] == 2
    assert only("Hva liker du? (flere valg)\nIs\nKake\nSaft")[1]["at_most"] is None


@pytest.mark.parametrize("mark", ["(må svares)", "(obligatorisk)", "*", "(flere valg, må besvares)"])
def test_what_must_be_answered_is_marked(mark):
    assert only(f"Sykler du? {mark}")[1]["required"]


@pytest.mark.parametrize("mark", ["", "(valgfritt)", "(ja/nei)"])
def test_nothing_else_must_be_answered(mark):
    assert not only(f"Sykler du? {mark}")[1]["required"]


def test_a_sentence_that_is_no_mark_is_help():
    part, value = only(
        "Hva liker du? (fritekst) Tenk på hele året, og skriv gjerne om flere ting du har vært med på her."
    )
    assert value["help_text"].startswith("Tenk på hele året")
    assert guess_kind(part) == "long_text"


@pytest.mark.parametrize(
    "said",
    ["fra dårlig til bra", "der 1 er dårlig og 5 er bra", "1 = dårlig, 5 = bra", "1 betyr dårlig og 5 betyr bra", "1 = dårlig og 5 = bra"],
)  # fmt: skip
def test_what_the_ends_of_a_scale_mean_may_be_said_in_many_ways(said):
    _part, value = only(f"Hvor var det? (skala 1–5, {said})")
    assert [value[name] for name in ("lowest", "highest", "lowest_label", "highest_label", "help_text")] == [
        1, 5, "dårlig", "bra", "",
    ]  # fmt: skip


def test_numbers_with_a_meaning_make_a_scale_and_other_kinds_say_them_to_residents():
    part, value = only("Hva synes du? (0 = dårlig, 10 = bra)")
    assert guess_kind(part) == "scale"
    assert [value[name] for name in ("lowest", "highest", "lowest_label", "highest_label")] == [0, 10, "dårlig", "bra"]
    part, value = only("Hva synes du? (1 = dårlig, 5 = bra) (kort svar)")
    assert (guess_kind(part), value["help_text"]) == ("short_text", "1 = dårlig, 5 = bra")


def test_a_long_sentence_in_which_the_word_for_a_kind_stands_is_help():
    said = "Du må gjerne ta med et antall på 3 til 5 ting som du pleier å gjøre her på en fin dag"
    part, value = only(f"Hva tenker du? {said}")
    assert (guess_kind(part), value["help_text"], value["required"]) == ("long_text", said, False)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "said", ["Denne delen er bare for dem som svarte ja på 1.", "Bare for dem med ja på 1", "(hvis ja på 1)"]
)
def test_who_is_asked_a_whole_step_may_stand_below_its_heading(said, between):
    text = f"1. Sykler du? Ja / Nei\n\n# Turene{between}{said}\n\n2. Hvor langt?"
    assert conditions(text) == {"Turene": ("Sykler du?", "is", "Ja")}


@pytest.mark.parametrize(
    "line", ["Hva liker du? Is / Kake (må svares)", "Hva liker du? (må svares): Is / Kake", "Hva liker du? (Is / Kake) *",
             "Hva liker du? [Is / Kake] (må svares)", "Hva liker du? (må svares) Is / Kake"],
)  # fmt: skip
def test_answers_may_stand_behind_the_question_with_what_is_said_of_it(line):
    part, value = only(line)
    assert (part.lines, value["required"], guess_kind(part)) == (["Is", "Kake"], True, "single_choice")


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


PIECES = st.sampled_from(
    ["Hvor ofte?", "Er du enig?", "# Del", "- Ja", "- Nei", "Buss", "Om deg", "(flere valg)", "(hvis ja på 1)", "1.", "2.", ": ",
     " / ", "\n", "\n\n", "Annet", "En hel setning.", "*", "a) b", "rader: x", "[ ] y", "skala 1–5", "(", ")", "?", "\t", " "]
)  # fmt: skip
DOCUMENTS = st.lists(PIECES | st.text(max_size=12), max_size=25).map("".join)


def words_in(*texts):
    return set(re.findall(r"\w+", " ".join(texts)))


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_whatever_is_pasted_is_read_and_no_word_of_it_is_lost(text):
    document = read_document(text)
    kept = [document.title, document.purpose]
    for part in document.parts:
        kept += [part.words, str(part.number or ""), *part.notes, *part.lines, *part.rows, *part.columns]
        to_block(part)
        read_marks(part.notes)
    # What only says what stands behind it goes: «Del 1», «2.», «a)», «rader:», and a field that is written twice.
    ours = words_in("hvor ofte er du enig ja nei buss om deg annet en hel setning flere valg")
    assert ours & words_in(text.casefold()) <= words_in(*kept) | words_in(" ".join(kept).casefold())
