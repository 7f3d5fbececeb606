"""How a document with questions was read: of what kind each is, whether it must be answered, and who is asked."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError

from surveys.between import BETWEEN
from surveys.blocks import QuestionsBlock, with_ids
from surveys.pasted import NOT_ASKED, answers_of, guess_kind, read_marks, to_block, written_condition

QUESTIONS = QuestionsBlock()
# In one menu. Every question has one, so a long survey would otherwise be a page of tens of thousands.
MOST_CHOICES = 200


@dataclass(frozen=True, eq=False)
class Dependence:
    """On what answers to the question of an earlier `row` something depends; `places` are their numbers."""

    row: object
    rule: str
    places: tuple

    @property
    def value(self):
        """What stands for it in a menu."""
        return ".".join([self.row.part.key, self.rule, *map(str, self.places)])

    @property
    def answers(self):
        return [self.row.answers[place] for place in self.places]

    @property
    def words(self):
        """What the menu says."""
        said = _("%(number)s: not %(answers)s") if self.rule == "is_not" else _("%(number)s: %(answers)s")
        return said % {"number": self.row.number, "answers": " / ".join(self.answers)}

    @property
    def condition(self):
        """It as surveys.pasted.to_block takes it."""
        return self.row.part.words, self.rule, self.answers


@dataclass(eq=False)
class Row:
    """A part of the document, and what is chosen for it.

    `offers` are [(row of an earlier question, [what it may depend on])]. `problems` keep a draft from being made, `lacks` are
    what publishing will ask for.
    """

    part: object
    number: int
    kind: str
    is_required: bool = False
    depends_on: Dependence | None = None
    offers: list = field(default_factory=list)
    turns_page: bool = False
    is_in_part: bool = False  # in a step that only some are shown
    place: int | None = None
    problems: list = field(default_factory=list)
    lacks: list = field(default_factory=list)

    @property
    def is_question(self):
        return self.kind != NOT_ASKED and self.kind not in BETWEEN

    @cached_property
    def answers(self):
        """The answers a condition may name."""
        return answers_of(self.part, self.kind) if self.is_question else []

    @cached_property
    def help_text(self):
        """What residents read below the question, of what the document says beside it."""
        return to_block(self.part, self.kind)[1]["help_text"] if self.is_question else ""

    @cached_property
    def details(self):
        """What else was read that no menu shows."""
        value = to_block(self.part, self.kind)[1] if self.is_question else {}
        if self.kind == "scale":
            ends = [f"{value[end]} {value[f'{end}_label']}".strip() for end in ("lowest", "highest")]
            return [" – ".join(ends)]
        if self.kind == "number":
            return [f"{value['lowest']}–{value['highest']} {value['unit']}".strip()]
        if self.kind == "date":
            later = _("Days that are still to come may be answered")
            return [f"{value['first_year']}–{value['last_year']}", *([later] if value["allows_future"] else [])]
        return []

    @property
    def notes(self):
        """What the document says of it, to look at beside what was made of it."""
        return [note for note in self.part.notes if note != "*"]

    @cached_property
    def listed(self):
        """[(what stands below it, what was read of it)], one each."""
        value = to_block(self.part, self.kind)[1] if self.is_question else {}
        options = value.get("options", ())
        if not options or not isinstance(options[0], dict):
            return [(line, "") for line in (*self.part.rows, *self.part.lines)]
        return [(option["label"], said_of(option)) for option in options]

    @property
    def condition(self):
        return self.depends_on.condition if self.depends_on else None

    @property
    def shown(self):
        """What it depends on, as the menu calls it."""
        return self.depends_on.value if self.depends_on else ""

    @property
    def menu(self):
        """The offers, with what it depends on where they do not have it: several answers, or a question far above."""
        if self.depends_on is None or any(self.shown == one.value for _row, offered in self.offers for one in offered):
            return self.offers
        return [(self.depends_on.row, [self.depends_on]), *self.offers]


class Reading:
    """The rows of a document with what the posted data `sent` chose for those that were shown, the rest as guessed.

    The fields of a row are named by its words, so choices stay when the text is mended and read again.
    """

    def __init__(self, document, sent):
        seen = set(sent.getlist("seen"))
        self.is_seen = seen == {part.key for part in document.parts}
        self.rows = []
        for part in document.parts:
            row = self.chosen(part, sent) if part.key in seen else self.guessed(part)
            if row.depends_on is None and (said := read_marks(part.notes).routing):
                row.lacks.append(_("Say who is asked. The document has «%(said)s».") % {"said": said})
            self.rows.append(row)
        self.blocks = self.build()
        self.look_through()

    @cached_property
    def kinds(self):
        """[(group, [(type of block, label)])] for the menus, in the order of the builder."""
        groups = {}
        for name, block in QUESTIONS.child_blocks.items():
            groups.setdefault(block.meta.group, []).append((name, block.label))
        return list(groups.items())

    @property
    def new_steps(self):
        """How many steps begin by themselves."""
        return sum(row.turns_page for row in self.rows)

    @property
    def is_usable(self):
        """Whether a draft can be made of it."""
        return bool(self.blocks) and not any(row.problems for row in self.rows)

    @property
    def questions(self):
        """The rows of questions so far."""
        return [row for row in self.rows if row.is_question]

    def guessed(self, part):
        """A row as the document has it."""
        row = self.row(part, guess_kind(part))
        row.is_required = read_marks(part.notes).is_required
        earlier = [(one, one.number, one.answers) for one in self.questions]
        if written := written_condition(part, earlier):
            row.depends_on = Dependence(*written)
        return row

    def chosen(self, part, sent):
        """A row as somebody has chosen. What no menu offers is as it was guessed."""
        kind = sent.get(f"{part.key}-kind")
        row = self.row(part, kind if kind == NOT_ASKED or kind in QUESTIONS.child_blocks else guess_kind(part))
        row.is_required = f"{part.key}-required" in sent
        if wanted := sent.get(f"{part.key}-shown"):
            row.depends_on = self.dependence(wanted)
            if row.depends_on is None:
                row.problems.append(_("The answer this depended on is not there any more. Choose again who is asked."))
        return row

    def row(self, part, kind):
        """A row without what is chosen for it, and the answers it may depend on."""
        number = part.number or 1 + sum(one.part.kind == "question" for one in self.rows)
        return Row(part, number, kind, offers=self.offers())

    def offers(self):
        """[(row of a question, [Dependence])] of the questions so far, of the nearest ones where there are many."""
        offers, left = [], MOST_CHOICES
        for row in reversed(self.questions):
            choices = [
                Dependence(row, rule, (place,)) for rule in ("is", "is_not") for place in range(len(row.answers))
            ]
            left -= len(choices)
            if left < 0:
                break
            if choices:
                offers.insert(0, (row, choices))
        return offers

    def dependence(self, value):
        """The Dependence that a menu calls `value`, None if there is none such now."""
        key, _dot, rest = value.partition(".")
        rule, *places = rest.split(".")
        row = next((row for row in self.questions if row.part.key == key), None)
        known = {str(place): place for place in range(len(row.answers))} if row else {}
        if rule not in ("is", "is_not", "is_any_of") or not places or not set(places) <= known.keys():
            return None
        return Dependence(row, rule, tuple(known[place] for place in places))

    def build(self):
        """The blocks of the survey, as surveys.blocks.with_ids takes them; each row learns which is its own.

        Answers are known when a step has been sent. So a question that depends on one in the same step begins a new
        step, of which everything is true that was true of the one it leaves.
        """
        blocks, step, here = [], None, set()
        for row in self.rows:
            if row.kind == NOT_ASKED:
                continue
            row.turns_page = (
                row.kind != "section" and row.depends_on is not None and row.depends_on.row.part.key in here
            )
            if row.kind == "section" or row.turns_page:
                here = set()
            if row.turns_page:
                blocks.append(continued(step))
            if row.condition and [one.part.words for one in self.questions].count(row.condition[0]) > 1:
                row.problems.append(
                    _("Two questions are called «%(words)s». Give one other words.") % {"words": row.condition[0]}
                )
            if row.kind == "section":
                step = row
            row.is_in_part = row.kind != "section" and step is not None and step.depends_on is not None
            row.place = len(blocks)
            blocks.append(to_block(row.part, row.kind, is_required=row.is_required, condition=row.condition))
            here.add(row.part.key)
        return blocks

    def look_through(self):
        """Let the builder say what is wrong with it, and what is missing before it can be published."""
        by_place = {row.place: row for row in self.rows if row.kind != NOT_ASKED}
        value = QUESTIONS.to_python(with_ids(self.blocks))
        for clean, name in ((QUESTIONS.clean_deferred, "problems"), (QUESTIONS.clean, "lacks")):
            try:
                clean(value)
            except StreamBlockValidationError as error:
                for place, inner in error.block_errors.items():
                    # What a step lacks that goes on with another is said beside that one.
                    if row := by_place.get(place):
                        sentences = told(inner, QUESTIONS.child_blocks[row.kind])
                        getattr(row, name).extend(one for one in sentences if one not in row.problems)


def said_of(option):
    """What is ticked beside an answer."""
    if option["asks_which"]:
        return _("Asks which")
    return _("Stands alone") if option.get("stands_alone") else ""


def continued(step):
    """The block of a step that goes on with `step`, the row of the one before it or None."""
    # Residents read it, in bokmål, whatever language the admin of whoever pastes speaks.
    with translation.override(settings.LANGUAGE_CODE):
        if step is None:
            return "section", {"heading": _("More questions"), "text": ""}
        _kind, value = to_block(step.part, "section", condition=step.condition)
        return "section", value | {"heading": _("%(heading)s (continued)") % {"heading": value["heading"]}, "text": ""}


def told(error, block):
    """What an error of `block` says, each sentence with the field it is about."""
    if not hasattr(error, "block_errors"):
        return list(error.messages)
    found = [sentence for inner in error.non_block_errors.as_data() for sentence in inner.messages]
    for name, inner in error.block_errors.items():
        is_list = isinstance(name, int)
        child = block.child_block if is_list else block.child_blocks[name]
        found += [f"{child.label}{f' {name + 1}' if is_list else ''}: {sentence}" for sentence in told(inner, child)]
    return found
