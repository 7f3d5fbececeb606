"""What is said of a question beside its words: «(flere valg)», «skala 1–5», «må svares», «hvis ja på 3»."""

import re
from dataclasses import dataclass, field

# The first that is found counts. Bokmål, nynorsk and English.
KINDS = [
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "multiple_choice",
            r"flervalg|fleirval|fle(?:re|ire) (?:valg|val|svar|kryss|alternativ)|(?:velg|vel|kryss)\w*(?: av)?(?: for)? (?:alle|alt|flere|fleire)"
            r"|(?:inntil|opptil|maks\w*|høyst|up to) \w+|multiple choice",
        ),
        ("single_choice", r"enkeltvalg|enkeltval|\be[int]?tt? (?:valg|val|svar|kryss|alternativ)|(?:velg|vel) (?:én|en|ein|ett|eitt)\b|single choice"),
        ("ranking", r"ranger|rekkefølge|rekkjefølgje|prioriter|ranking"),
        ("matrix", r"matrise|rutenett|tabell|matrix"),
        ("scale", r"skala|scale"),
        ("yes_no", r"\bja\s*(?:/|eller|og)\s*nei\b|\byes\s*(?:/|or)\s*no\b"),
        ("date", r"\bdato\b|\bdate\b"),
        ("number", r"\btall\b|\btal\b|\bantall\b|\bnumber\b"),
        ("place", r"\bsted\b|\bstad\b|\bsone\b|\bbydel\b|\bområde\b|\bplace\b"),
        ("long_text", r"fritekst|lang(?:t)? (?:tekst|svar)|\båpen\w*|\bopent?\b|long text"),
        ("short_text", r"kort (?:tekst|svar)|\btekst\b|short text"),
    )
]  # fmt: skip
REQUIRED = re.compile(r"^\*$|\bmå\b|obligatorisk|påkrevd|required|mandatory", re.IGNORECASE)
OPTIONAL = re.compile(r"valgfri|valfri|frivillig|optional", re.IGNORECASE)
# Who is asked: a sentence that begins so, or has «bare hvis», «kun til dem» in it. «Om», «til» and «ikke» begin other
# sentences as well, so they need a number or an answer in quotes behind them.
ROUTING = re.compile(
    r"^(?:vis(?:es)?|hvis|dersom|filter|stilles|alle (?:unntatt|andre)|if)\b"
    r"|^(?:bare|kun|berre|only) .*(?:\d|[«\"“])"
    r"|\b(?:bare|kun|berre|only) (?:hvis|dersom|om|til|for|av|dem|de|dei|if|for|to)\b"
    r"|^(?:om|til|for|ikke|not)\b.*(?:\d|[«\"“])",
    re.IGNORECASE,
)
# «tall 0–200, bare hvis Ja, fast eller Ja, av og til på 7»
BEHIND_A_COMMA = re.compile(r"[,;]\s+(?=(?:bare|kun|berre|hvis|dersom|only|if)\b)", re.IGNORECASE)
RANGE = re.compile(r"(?<!\d)(\d{1,6})\s*(?:[-–—]|til|to)\s*(\d{1,6})(?!\d)\s*((?!fra|frå|from)[^\W\d_]*)")
ENDS = re.compile(
    r"\b(?:fra|frå|from)\s+(?:\d+\s*=\s*)?(?![\d=])(.+?)\s+(?:til|to)\s+(?:\d+\s*=\s*)?(?![\d=])(.+)$", re.IGNORECASE
)
# «1 = svært misfornøyd», or a number alone.
MEANING = re.compile(r"^(\d{1,2})(?:\s*[=:]\s*(\S.*))?$")
# «der 1 er svært lett og 5 er svært vanskelig»
BOTH_ENDS = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:er|betyr|=|is|means)\s+(.+?),?\s+(?:og|and)\s+(\d{1,2})\s*(?:er|betyr|=|is|means)\s+(.+)$"
)
MOST = re.compile(r"\b(?:inntil|opptil|maks\w*|høyst|up to)\s+(\w+)", re.IGNORECASE)
SPOKEN = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "two": 2, "three": 3, "four": 4, "five": 5}
# A mark is short. A longer piece is a sentence to residents in which such a word may stand too.
LONGEST_MARK = 60


@dataclass
class Marks:
    """What the notes of a question say: `help_text` to residents, `meanings` of numbers, `routing` of who is asked."""

    kind: str = ""
    is_required: bool = False
    limits: tuple = ()
    unit: str = ""
    ends: tuple = ()
    at_most: int | None = None
    routing: str = ""
    meanings: list = field(default_factory=list)
    help_text: list = field(default_factory=list)

    def take(self, piece):
        """Take in one piece of what is noted."""
        if ROUTING.search(piece):
            self.routing = f"{self.routing}, {piece}".strip(", ")
        elif MEANING.match(piece) and not BOTH_ENDS.search(piece):
            self.meanings.append(piece)
        elif not self.knows(piece):
            self.help_text.append(piece)

    def knows(self, piece):
        """Whether `piece` is a mark, which is then set."""
        if len(piece) > LONGEST_MARK and not BOTH_ENDS.search(piece):
            return False
        kind, limits, ends, most = named_kind(piece), RANGE.search(piece), ENDS.search(piece), MOST.search(piece)
        if both := BOTH_ENDS.search(piece):
            self.limits, self.ends = (int(both[1]), int(both[3])), (both[2].strip(" ."), both[4].strip(" ."))
            return True
        is_required, is_optional = REQUIRED.search(piece), OPTIONAL.search(piece)
        if limits:
            self.limits = int(limits[1]), int(limits[2])
            self.unit = self.unit or limits[3]
        if ends:
            self.ends = ends[1].strip(" ."), ends[2].strip(" .")
        if most:
            self.at_most = SPOKEN.get(most[1].casefold()) or (int(most[1]) if most[1].isdecimal() else None)
        self.kind = self.kind or kind
        self.is_required |= bool(is_required)
        return bool(kind or limits or ends or is_required or is_optional)


def named_kind(piece):
    """The kind of question that a short piece of text names, or an empty string."""
    if len(piece) > LONGEST_MARK:
        return ""
    return next((kind for kind, pattern in KINDS if pattern.search(piece)), "")


def thoughts(note):
    """The sentences and parentheses of a note."""
    found = (part.strip(" :–—-") for part in re.split(r"[()\[\]]|(?<=\.)\s(?=[A-ZÆØÅ«])|\s[–—-]\s", note))
    return [thought for thought in found if thought]


def pieces(thought):
    """The parts of a thought: marks that commas part, and as one, commas and all, what says who is asked."""
    begins = BEHIND_A_COMMA.search(thought) or re.search("$", thought)
    marks, routing = thought[: begins.start()], thought[begins.end() :]
    if ROUTING.search(marks):
        marks, routing = "", thought
    found = (part.strip(" :") for part in re.split(r"[;,]|(?=\*)|(?<=\*)", marks))
    return [piece for piece in (*found, routing.strip()) if piece]


def read_marks(notes):
    """The Marks of a question's notes."""
    marks = Marks()
    for note in notes:
        for thought in thoughts(note):
            for piece in pieces(thought):
                marks.take(piece)
    return marks
