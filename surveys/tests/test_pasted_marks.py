"""What a document says beside its questions: of what kind they are, and who is asked."""

import pytest

from surveys.blocks import QuestionsBlock, with_ids
from surveys.pasted import NOT_ASKED, guess_kind, read_document, read_marks, to_block
from surveys.tests.pasted import conditions, only


@pytest.mark.parametrize(
    "said",
    [
        "bare hvis ja på 1", "Kun de som svarte «Ja» på spørsmål 1", "Hvis ja", "vises hvis 1 er ja", "Only if yes/ja to 1",
        "for dem som svarte ja på spm. 1", "Spørres bare hvis man svarte «Ja» på 1.", "flere svar – bare hvis ja på 1", "BARE FOR DEM SOM SVARTE JA PÅ 1", "berre dei som svarte ja på 1",
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


def test_a_condition_without_a_number_is_about_the_question_before_it():
    text = "1. Sykler du? Ja / Nei\n\n2. Hva liker du?\n- Is\n- Kake\n\n3. Hvor langt? ({})"
    assert conditions(text.format("hvis is")) == {"Hvor langt?": ("Hva liker du?", "is", "Is")}
    assert conditions(text.format("hvis ja")) == {}, "it could be about any question with that answer"
    assert conditions(text.format("hvis ja på 2")) == {}, "a number is never another question's"


def test_marks_and_a_condition_may_share_a_bracket():
    text = "7. Er du med?\n- Ja, fast\n- Ja, av og til\n- Nei\n\n8. Hvor ofte? (tall 0-200, bare hvis Ja, fast eller Ja, av og til på 7)"
    part = read_document(text).parts[-1]
    assert conditions(text) == {"Hvor ofte?": ("Er du med?", "is_any_of", "Ja, fast", "Ja, av og til")}
    value = to_block(part)[1]
    assert (guess_kind(part), value["highest"], value["help_text"]) == ("number", 200, "")


def test_an_answer_may_have_a_comma_in_it():
    text = "1. Er du frivillig?\n- Ja, fast\n- Ja, av og til\n- Nei\n\n2. Hvor ofte? (bare hvis «Ja, fast» på 1)"
    assert conditions(text) == {"Hvor ofte?": ("Er du frivillig?", "is", "Ja, fast")}


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


@pytest.mark.parametrize(
    ("written", "label"),
    [("Annet, skriv hva", "Annet"), ("Annet (spesifiser): ____", "Annet"), ("Noe annet:", "Noe annet"), ("Annet", "Annet"),
     ("Annet, skriv gjerne hva:", "Annet"), ("Annet – hvilket?", "Annet"), ("Annet lag eller forening", "Annet lag eller forening")],
)  # fmt: skip
def test_the_field_beside_other_is_not_asked_for_twice(written, label):
    option = only(f"Hva liker du?\n- Is\n- {written}")[1]["options"][1]
    assert (option["label"], option["asks_which"]) == (label, True)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Hvor mange minutter tar det?", "minutter"),
        ("Hvor mange spiser her?", ""),
        ("Hvor langt er det?", ""),
        ("Hvor mange? (tall 0–9 km)", "km"),
    ],
)
def test_what_is_counted_is_the_unit_of_a_number(words, unit):
    assert only(f"{words} (tall)" if "tall" not in words else words)[1]["unit"] == unit


def test_thanks_at_the_end_are_left_out():
    [_question, thanks] = read_document("Hva liker du?\n- Is\n- Kake\n\nTusen takk for hjelpen!").parts
    assert guess_kind(thanks) == NOT_ASKED


@pytest.mark.parametrize(("words", "allows"), [("Når var du her sist?", False), ("Når passer det?", True)])
def test_a_day_that_was_the_last_is_not_to_come(words, allows):
    assert only(words)[1]["allows_future"] is allows


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
    ["fra dårlig til bra", "fra 1 = dårlig til 5 = bra", "der 1 er dårlig og 5 er bra", "1 = dårlig, 5 = bra", "1 betyr dårlig og 5 betyr bra", "1 = dårlig og 5 = bra"],
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


def test_only_that_names_no_question_is_help():
    part, value = only("Hvilket sted? (kort svar, bare navnet på stedet)")
    assert (guess_kind(part), value["help_text"]) == ("short_text", "Bare navnet på stedet")
    assert not read_marks(part.notes).routing


def test_what_the_form_says_of_a_ranking_is_not_said_twice():
    assert only("Hva er viktigst? Sett i rekkefølge, det viktigste øverst.\n- Is\n- Kake")[1]["help_text"] == ""


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
