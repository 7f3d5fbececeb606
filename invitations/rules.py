"""Rules that say who belongs to an audience: a small tree of groups and tests, and the query it means.

A group holds of all its parts, of any, or of none of them. A test is a kind of rule with a value, such as «lives in»
with places. Kept as JSON in Audience.rules; `read` refuses what it does not know.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_PARTS = 40
DEEPEST = 4


class BadRules(ValueError):
    """Rules that nobody could have made with the form."""


class How(StrEnum):
    """How the parts of a group hold together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


HOW_LABELS = {
    How.ALL: _("All of these must be true"),
    How.ANY: _("At least one of these must be true"),
    How.NONE: _("None of these may be true"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of rule: the field it is filled in with, the condition it means and the words it is shown in.

    `field()` makes a form field; its cleaned value goes through `store` into JSON. `condition(value, today)` is a Q on
    members. `words(value)` is a sentence. An empty audience has no rules and takes everybody.
    """

    key: str
    label: str
    field: Callable[[], forms.Field]
    condition: Callable
    words: Callable
    store: Callable = staticmethod(lambda value: value)


KINDS = {}


def kind(**kwargs):
    """Register a Kind."""
    made = Kind(**kwargs)
    KINDS[made.key] = made
    return made


@dataclass(frozen=True)
class Test:
    """One rule with its value."""

    kind: Kind
    value: object

    def condition(self, today):
        return self.kind.condition(self.value, today)

    def words(self):
        return self.kind.words(self.value)

    def dump(self):
        return {"rule": self.kind.key, "value": self.value}


@dataclass(frozen=True)
class Group:
    """Rules and groups that hold together."""

    how: How
    parts: tuple

    def condition(self, today):
        """One Q; a group without parts says nothing."""
        found = Q()
        for part in self.parts:
            condition = part.condition(today)
            if self.how == How.ANY:
                found |= condition
            else:
                found &= ~condition if self.how == How.NONE else condition
        return found

    def dump(self):
        return {"how": str(self.how), "parts": [part.dump() for part in self.parts]}


EVERYBODY = Group(How.ALL, ())


def read(data, *, depth=1):
    """The tree of stored rules; {} takes everybody."""
    if data == {} and depth == 1:
        return EVERYBODY
    try:
        if "rule" in data:
            return Test(KINDS[data["rule"]], data["value"])
        how, parts = How(data["how"]), data["parts"]
    except (KeyError, TypeError, ValueError) as error:
        raise BadRules(str(type(error).__name__)) from error
    if depth > DEEPEST or len(parts) > MOST_PARTS:
        raise BadRules("too large")
    return Group(how, tuple(read(part, depth=depth + 1) for part in parts))


def find(tree, path):
    """The part of the tree at `path`, a tuple of positions; the tree itself at ()."""
    for position in path:
        if not isinstance(tree, Group) or position >= len(tree.parts):
            raise BadRules("no such part")
        tree = tree.parts[position]
    return tree


def replace(tree, path, change):
    """The tree with `change(part)` in place of the part at `path`; None takes the part out."""
    if not path:
        return change(tree)
    if not isinstance(tree, Group) or path[0] >= len(tree.parts):
        raise BadRules("no such part")
    parts = [
        replace(part, path[1:], change) if number == path[0] else part for number, part in enumerate(tree.parts)
    ]  # fmt: skip
    return Group(tree.how, tuple(part for part in parts if part is not None))


def add(tree, path, part):
    """The tree with `part` at the end of the group at `path`."""

    def with_part(group):
        if not isinstance(group, Group):
            raise BadRules("not a group")
        return Group(group.how, (*group.parts, part))

    return replace(tree, path, with_part)
