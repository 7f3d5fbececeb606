"""A document read line by line: its steps, its questions with what stands below them, and its other texts."""

import re
from dataclasses import dataclass, field
from zlib import crc32

from .marks import ROUTING, named_kind, read_marks

FIELD = re.compile(
    r"^(?:(?P<title>tittel|title)|(?P<purpose>formål|føremål|purpose)|(?P<introduction>innledning|innleiing|ingress|introduction))"
    r"\s*:\s*(?P<words>.+)$",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"^(?:#+\s*|(?:del|steg|trinn|side|bolk|part|step|page)\s+\d+\s*[.:)–—-]*\s*)(?=\S)", re.IGNORECASE
)
NUMBER = re.compile(r"^(?:spørsmål|spm\.?|question|q\.?)?\s*(\d{1,3})\s*[.):]?\s+(?=\S)", re.IGNORECASE)
BULLET = re.compile(
    r"^(?:[-–—•*·☐□○◯▢]\s*|[^\w\s#(\[«\"“'+]\s+|o\t|\[ ?\]\s*|\( ?\)\s*|[a-zæøå]\)\s+)(?=\S)", re.IGNORECASE
)
# A list from a word processor has a tab behind its bullets and numbers; other tabs are a table's.
LISTED = re.compile(r"^\s*(\W|\d{1,3}[.)])\t+(?=\S)")
NUMBERED = re.compile(r"^(?:spørsmål |spm\.? ?)?(\d{1,2})[.):]\s+", re.IGNORECASE)
SIDE = re.compile(
    r"^(?:(rader|rows)|kolonn[ae]r?|columns|svar(?:alternativ\w*)?(?=\s*:))\b\s*:?\s*(.+)$", re.IGNORECASE
)
IN_PARENTHESES = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
PARENTHESES = re.compile(r"^[(\[].*[)\]]$")
INSTRUCTION = re.compile(r"(?:velg|vel|svar|skriv|sett|kryss|oppgi|choose|write|answer)\b", re.IGNORECASE)
LONGEST_HEADING = 120


@dataclass
class Part:
    """A step, a question or a text: "section", "question" or "information"; of what kind a question is, is told later.

    `number` is written before it, `notes` are what is said of it, `lines` what stands below it, `rows` and `columns` a
    table's. `key` tells it from the others and stays while its words do.
    """

    words: str
    kind: str
    number: int | None = None
    notes: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    columns: list = field(default_factory=list)
    has_bullets: bool = False
    is_marked: bool = False  # as a heading
    key: str = ""


@dataclass
class Document:
    """A title, a purpose and an introduction, if they are found, and the Parts in order."""

    title: str = ""
    purpose: str = ""
    introduction: str = ""
    parts: list = field(default_factory=list)

    @property
    def questions(self):
        return [part for part in self.parts if part.kind == "question"]


def read_document(text):
    """The Document that `text` is."""
    lines = [
        (number, LISTED.sub(r"\1 ", line))
        for number, raw in enumerate(text.splitlines(), 1)
        if (line := raw.replace("\xa0", " ").rstrip())
    ]
    gaps = [later - earlier for (earlier, _), (later, _) in zip(lines, lines[1:], strict=False)]
    # Copied from a mail or a web page every line has an empty one after it, and empty ones tell nothing.
    reader = Reader(is_airy=min(gaps, default=1) > 1)
    for (_number, line), gap in zip(lines, [2, *gaps], strict=False):
        reader.take(line, is_apart=gap > 1 and not reader.is_airy)
    return reader.finish()


class Reader:
    """Goes through the lines and knows the part it is in."""

    def __init__(self, *, is_airy):
        self.document, self.is_airy = Document(), is_airy
        self.routing = []  # who is asked, said before the question it is about

    @property
    def part(self):
        return self.document.parts[-1] if self.document.parts else None

    def take(self, line, *, is_apart):
        """Put a line where it belongs."""
        words = line.strip()
        in_question = self.part is not None and self.part.kind == "question"
        if found := FIELD.match(words):
            [name] = (name for name in ("title", "purpose", "introduction") if found[name])
            setattr(self.document, name, found["words"].strip())
        elif self.says_who(words, is_apart=is_apart):
            is_heading = self.part is not None and self.part.kind == "section"
            is_below = (
                (is_heading or (in_question and not is_apart)) and not self.part.lines and not words.endswith(":")
            )
            (self.part.notes if is_below else self.routing).append(words)
        elif heading := HEADING.match(words):
            self.begin("section", words[heading.end() :])
            self.part.is_marked = True
        elif self.asks(words, is_apart=is_apart):
            self.begin_question(words)
        elif in_question and self.belongs(line, words, is_apart=is_apart):
            self.add(line, words)
        elif is_text(words) or (self.part is not None and self.part.kind == "section" and not is_apart | self.is_airy):
            self.add_text(words)
        else:
            self.begin("section", words)

    def says_who(self, words, *, is_apart):
        """Whether a line says who is asked what stands beside it."""
        if "?" in words or BULLET.match(words) or ("(" in words and not PARENTHESES.match(words)):
            return False
        if not ROUTING.search(words.strip("()[] ")):
            return False
        stands_out = is_apart or words.endswith(":") or (self.part is not None and self.part.kind == "section")
        return bool(PARENTHESES.match(words) or (re.search(r"\d", words) and stands_out))

    def asks(self, words, *, is_apart):
        """Whether a line is a question."""
        if BULLET.match(words) or ("\t" in words and not NUMBER.match(words)):
            return False
        if "?" in words:
            return True
        if numbered := NUMBERED.match(words):
            return self.is_next(int(numbered[1]), is_apart=is_apart)
        behind = re.search(r"[(\[]([^()\[\]]+)[)\]]\s*\*?$", words)
        return bool(behind and behind.start() and named_kind(behind[1]))

    def is_next(self, number, *, is_apart):
        """Whether a line with `number` before it is a new question rather than one of a numbered list of answers."""
        before = [part.number for part in self.document.questions if part.number is not None]
        listed = NUMBERED.match(self.part.lines[-1]) if self.part is not None and self.part.lines else None
        if listed and int(listed[1]) + 1 == number:
            return False
        return number == before[-1] + 1 if before else is_apart

    def belongs(self, line, words, *, is_apart):
        """Whether a line stands below the question that is being read."""
        if BULLET.match(words) or PARENTHESES.match(words) or SIDE.match(words) or "\t" in line.strip():
            return True
        is_between = self.is_airy and is_text(words) and not self.part.lines
        return not is_apart and not is_between and not (self.part.has_bullets and self.part.lines)

    def begin(self, kind, words):
        """Begin a part. What stands in parentheses at the end of a heading is said of it."""
        note = re.search(r"\s*[(\[]([^()\[\]]+)[)\]]\s*$", words)
        notes = [note[1]] if note and note.start() else []
        words = words[: note.start()] if notes else words.rstrip(":")
        is_too_long = kind == "section" and len(words) > LONGEST_HEADING
        self.append(Part(words.strip(), "information" if is_too_long else kind, notes=notes))

    def append(self, part):
        """Add a part, with what was said before it of who is asked."""
        part.notes, self.routing = self.routing + part.notes, []
        self.document.parts.append(part)

    def begin_question(self, words):
        """Begin a question: its words end with the question mark, or where the parenthesis begins."""
        numbered = NUMBER.match(words)
        words = words[numbered.end() :] if numbered else words
        end = words.rfind("?") + 1 or (re.search(r"\s*[(\[][^()\[\]]*[)\]]\s*\*?$|\s*\*$|$", words).start())
        said, listed = said_and_listed(words[end:])
        self.append(Part(words[:end].strip(), "question", int(numbered[1]) if numbered else None, said))
        if SIDE.match(listed.strip()):
            for side in listed.split(";"):
                self.add(side, side.strip())
        elif len(listed := alternatives(listed)) > 1:
            self.part.lines = listed
        else:
            self.part.notes += listed

    def add(self, line, words):
        """Put a line below the question that is being read."""
        if side := SIDE.match(words):
            (self.part.rows if side[1] else self.part.columns).extend(alternatives(side[2], r"[/;,]"))
        elif "\t" in line.strip() and not BULLET.match(words):
            self.add_row(line)
        elif PARENTHESES.match(words) or (
            not (self.part.lines or BULLET.match(words)) and named_kind(words.split(",")[0])
        ):
            self.part.notes.append(words)
        elif bullet := BULLET.match(words):
            if not self.part.has_bullets:
                # What stands above the first bullet is said of the list.
                self.part.notes += self.part.lines
                self.part.lines, self.part.has_bullets = [], True
            self.part.lines.append(words[bullet.end() :].strip())
        else:
            self.part.lines += alternatives(words)

    def add_row(self, line):
        """Take in a row of a table; the first one holds the answers for all rows."""
        first, *cells = (cell.strip() for cell in line.split("\t"))
        if not self.part.columns:
            self.part.columns = [cell for cell in ([first, *cells]) if cell]
        elif row := " ".join(cell for cell in (first, *cells) if cell and (cell == first or len(cell) > 1)):
            # A cross in a cell shows how it looks on paper; words are kept.
            self.part.rows.append(row)

    def add_text(self, words):
        """A text: the introduction of a step that has no question yet, or one of its own."""
        if self.part is not None and self.part.kind in ("section", "information"):
            self.part.lines.append(words)
        else:
            self.begin("information", words)

    def finish(self):
        """The document, with a key for every part. Headings without a question are its title, or texts."""
        if self.routing:
            self.append(Part(self.routing.pop(), "information"))
        self.document.parts = parts = [one for part in self.document.parts for one in parted(part)]
        for place, part in enumerate(parts):
            if part.kind == "section" and all(after.kind == "section" for after in parts[place + 1 : place + 2]):
                part.kind = "information"
        if parts and not self.document.title and is_title(*parts):
            first = parts.pop(0)
            self.document.title = " ".join([first.words, *(f"({note})" for note in first.notes)])
            self.document.introduction = self.document.introduction or " ".join(first.lines)
        seen = {}
        for part in parts:
            part.lines = without_numbers(part.lines)
            name = f"{crc32(part.words.encode()):08x}"
            seen[name] = seen.get(name, 0) + 1
            part.key = f"{name}-{seen[name]}"
        return self.document


def said_and_listed(words):
    """([what is said of a question], its answers) of what stands behind it on the same line."""
    said = [inner for inner in IN_PARENTHESES.findall(words) if " / " not in inner]
    listed = [inner for inner in IN_PARENTHESES.findall(words) if " / " in inner]
    rest, _, behind = IN_PARENTHESES.sub(" ", words).partition(":")
    if " / " in rest and not behind:
        rest, behind = "", rest
    return [one for one in [*said, rest.strip()] if one], " / ".join([*listed, behind.strip()]).strip(" /")


def is_title(first, *others):
    """Whether the first part is a line without questions of its own: none stands below it, or all do."""
    if first.kind == "question" or is_text(first.words) or read_marks(first.notes).routing:
        return False
    return first.kind == "information" or (not first.is_marked and all(part.kind != "section" for part in others))


def parted(part):
    """A part, or two: one line below a question is no list to choose from, but what comes next, or what helps."""
    if part.kind != "question" or len(part.lines) != 1 or part.has_bullets or part.columns:
        return [part]
    [line], part.lines = part.lines, []
    if is_text(line) or INSTRUCTION.match(line):
        part.notes.append(line)
        return [part]
    return [part, Part(line, "section")]


def is_text(words):
    """Whether a line is a sentence rather than a heading."""
    return len(words) > LONGEST_HEADING or words.endswith((".", "!"))


def alternatives(words, between=r" / |;"):
    """The answers that stand on one line."""
    return [found for part in re.split(between, words) if (found := part.strip())]


def without_numbers(lines):
    """`lines` without the numbers of a list that counts from one. «2. etasje» alone is an answer."""
    found = [NUMBERED.match(line) for line in lines]
    if all(found) and [int(one[1]) for one in found] == list(range(1, len(lines) + 1)):
        return [line[one.end() :] for line, one in zip(lines, found, strict=True)]
    return lines
