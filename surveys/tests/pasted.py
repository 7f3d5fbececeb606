"""How tests look at what was read from a document."""

from hypothesis import strategies as st

from surveys.pasted import answers_of, guess_kind, read_document, to_block, written_condition

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


PIECES = st.sampled_from(
    ["Hvor ofte?", "Er du enig?", "# Del", "- Ja", "- Nei", "Buss", "Om deg", "(flere valg)", "(hvis ja på 1)", "1.", "2.", ": ",
     " / ", "\n", "\n\n", "Annet", "En hel setning.", "*", "a) b", "rader: x", "[ ] y", "skala 1–5", "(", ")", "?", "\t", " "]
)  # fmt: skip


DOCUMENTS = st.lists(PIECES | st.text(max_size=12), max_size=25).map("".join)
