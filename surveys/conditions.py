"""Who is asked what: a question or a whole step is shown only if an earlier answer is what its condition says.

    {"question": "<uuid>", "rule": "is", "answers": ["<option uuid>", …]}   numbers instead of uuids on scales

Conditions look back to an earlier step, so the server knows the answer when it draws the page. A question nobody
answered makes no condition true, «is not» no more than «is».
"""

from django.utils.translation import gettext as _

# What each rule needs of the set of values given and the set of values named.
RULES = {
    "is": lambda given, named: bool(given & named),
    "is_any_of": lambda given, named: bool(given & named),
    "is_not": lambda given, named: bool(given) and not given & named,
    "is_at_least": lambda given, named: any(value >= min(named) for value in given),
    "is_at_most": lambda given, named: any(value <= max(named) for value in given),
}


def holds(condition, question, answers):
    """Whether `condition`, which is about `question`, is true of `answers`."""
    if question.key not in answers:
        return False
    return RULES[condition["rule"]](question.values_of(answers[question.key]), set(condition["answers"]))


def in_words(condition, question):
    """The condition as a sentence."""
    sentence = {
        "is": _("Only if the answer to «%(question)s» is «%(answers)s»"),
        "is_any_of": _("Only if the answer to «%(question)s» is one of «%(answers)s»"),
        "is_not": _("Only if the answer to «%(question)s» is not «%(answers)s»"),
        "is_at_least": _("Only if the answer to «%(question)s» is at least %(answers)s"),
        "is_at_most": _("Only if the answer to «%(question)s» is at most %(answers)s"),
    }[condition["rule"]]
    labels = dict(question.values())
    named = "», «".join(labels.get(value, str(value)) for value in condition["answers"])
    return sentence % {"question": question.label, "answers": named}


def plain(words):
    """`words` as they are compared: case and outer spaces tell nothing apart."""
    return (words or "").strip().casefold()


def named_values(question, words):
    """The values of `question` that the lines of `words` name; None for a line that names none."""
    values = {plain(label): value for value, label in question.values()}
    return [values.get(plain(line)) for line in (words or "").splitlines() if line.strip()]


def compiled(shown_if, earlier):
    """The condition of a block's value, None where there is none.

    `earlier` is the questions before it by `plain` label. What names nothing is left out: only a preview comes here
    with it, because saving refuses it.
    """
    question = earlier.get(plain(shown_if["question"])) if shown_if else None
    values = question and [value for value in named_values(question, shown_if["answers"]) if value is not None]
    if not values:
        return None
    return {"question": question.key, "rule": shown_if["rule"], "answers": values}
