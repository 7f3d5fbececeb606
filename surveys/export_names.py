"""What the columns of data files are called: names that SPSS, R and spreadsheets all take."""

import re

# SPSS takes 64; the columns of one question end in a number.
LONGEST_NAME = 60
LONGEST_SUGGESTION = 30
RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "é": "e", "á": "a", "š": "s"})


def is_export_name(name):
    """Whether `name` may be the name of a column."""
    is_plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name, re.ASCII) and len(name) <= LONGEST_NAME
    return bool(is_plain) and name.lower() not in RESERVED


def clashes(names):
    """The places in `names` of those that an earlier one leaves no room for. «way_2» is the second column of «way»."""
    taken, clashing = set(), []
    for place, name in enumerate(names):
        stem = re.sub(r"_\d+$", "", name.lower())
        if name and {name.lower(), stem} & taken:
            clashing.append(place)
        if name:
            taken.add(name.lower())
    return clashing


def suggest(label, number, taken):
    """A name for question `number`, made of the words of its `label`; none of `taken`."""
    words = re.findall(r"[a-z0-9]+", label.lower().translate(FOLDED))
    name = ""
    for word in words:
        if len(name) + len(word) >= LONGEST_SUGGESTION:
            break
        name = f"{name}_{word}" if name else word
    # A name that begins or ends in a number would look like a column of another question.
    if not is_export_name(name) or re.search(r"_\d+$", name) or name in taken:
        name = f"q{number}_{name}".rstrip("_0123456789") if name else f"q{number}"
    while not is_export_name(name) or name in taken:
        name = f"q{number}" if f"q{number}" not in taken else f"{name}x"
    return name


def name_questions(words, kept):
    """Give each question in `words` {key: {"label": …, "export_name": …}} that lacks a name one, from `kept` if it can."""
    taken = {said["export_name"].lower() for said in words.values() if said["export_name"]}
    for number, (key, said) in enumerate(words.items(), 1):
        if not said["export_name"]:
            name = kept.get(key, "")
            if not name or name.lower() in taken:
                name = suggest(said["label"] or "", number, taken)
            said["export_name"] = name
            taken.add(name.lower())
