"""What kind of question a pasted one is, as far as its words and answers tell."""

import re

from surveys.conditions import plain

from .marks import MEANING, read_marks

# Instead of a kind where a part is not for the survey.
NOT_ASKED = ""
YES_NO = {"ja", "nei", "vet ikke", "veit ikkje", "yes", "no", "don't know"}
NONE_OF_THESE = re.compile(r"^(?:ingen|none)(?: av (?:disse|dei|de|delene)| of these)?\b", re.IGNORECASE)
OTHER = re.compile(r"^(?:(?:noe |noko )?(?:annet|anna)|other)\b.{0,40}$", re.IGNORECASE)
# A text that ends a document; residents get a receipt when they have sent.
THANKS = re.compile(r"(?:tusen )?takk\b|thank", re.IGNORECASE)
ORDER = re.compile(r"ranger\b|prioriter\b|sett .*(?:rekkefølge|rekkjefølgje)|rank\b", re.IGNORECASE)
# How a question without answers begins, and what kind that suggests.
BEGINNINGS = [
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("number", r"(?:\w+,? ){0,2}hvor (?:mange|gammel|mye|langt?)\b|kor (?:mange|gammal|mykje|langt?)\b|how (?:many|old|much|long|far)\b"),
        ("scale", r"(?:hvor|kor|how) (?:for|nøgd|viktig|enig|einig|sannsynlig|lett|vanskelig|trygg|god|satisfied|important|likely)"),
        ("place", r"(?:hvor|kor) (?:i|bor|bur)\b|(?:i )?(?:hvilke[nt]|kva for ein) (?:del av|bydel|kommunedel|sone)|where do you live"),
        ("date", r"(?:\w+,? ){0,2}(?:når|hvilken dato|kva dato)\b|when\b"),
        ("short_text", r"(?:hvilke[nt]|kva for e[ini]t*|hvem|kven|which|who)\b"),
        ("long_text", r"(?:hva|kva|hvorfor|kvifor|hvordan|korleis|hvor|kor|what|why|how|where|hvilke|kva)\b"),
        ("long_text", r"(?:beskriv|fortel|skriv|describe|tell|write)\w*\b"),
        # Begun with a verb: «Har du …», «Trener du …».
        ("yes_no", r"\w+ (?:du|dere|de|det|you)\b"),
    )
]  # fmt: skip


def guess_kind(part):
    """The type of block that a part of a document is."""
    if part.kind == "information" and THANKS.match(part.words):
        return NOT_ASKED
    if part.kind != "question":
        return part.kind
    if part.rows or part.columns:
        return "matrix"
    marks, answers = read_marks(part.notes), [plain(line) for line in part.lines]
    named = marks.kind
    # «Tekst» and the like stand for no answers; where there are some, they tell more.
    if named and (not answers or named in ("multiple_choice", "single_choice", "ranking", "scale")):
        return named
    if scale_ends(part.lines or marks.meanings):
        return "scale"
    if len(answers) < 2:
        return next((kind for kind, begins in BEGINNINGS if begins.match(part.words)), "long_text")
    if set(answers) <= YES_NO and len(answers) > 1 and answers[0] in ("ja", "yes"):
        return "yes_no"
    if ORDER.match(part.words):
        return "ranking"
    if any(map(NONE_OF_THESE.match, part.lines)) or re.match(r"(?:hvilke|kva for nokre|which of)\b", plain(part.words)):
        return "multiple_choice"
    return "single_choice"


def scale_ends(lines):
    """((lowest, its words), (highest, its words)) where `lines` are numbers with what they mean, or numbers alone."""
    found = [(int(one[1]), one[2] or "") if (one := MEANING.match(line)) else None for line in lines]
    if len(found) > 1 and all(found) and found[0][0] in (0, 1) and found[0][0] + 1 < found[-1][0] <= 10:
        return found[0], found[-1]
    return None
