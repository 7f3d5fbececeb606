"""One block of every type, as an editor may fill it in."""

from surveys.blocks import with_ids
from surveys.forms import build_form_class
from surveys.structure import compile_stream
from surveys.tests.builders import stream

ALL = {"label": "Which?", "help_text": "Think well.", "required": True}
OPTIONS = {"options": ["A", "B", "C"]}

EXAMPLES = {
    "short_text": ALL,
    "long_text": ALL,
    "single_choice": ALL | OPTIONS,
    "multiple_choice": ALL | OPTIONS,
    "number": ALL | {"lowest": 0, "highest": 20, "unit": "km"},
    "date": ALL | {"first_year": 2020, "last_year": 2026},
    "yes_no": ALL | {"offers_dont_know": True},
    "place": ALL | {"level": "zone", "offers_elsewhere": True},
    "matrix": ALL | {"rows": ["Roads", "Paths"], "columns": ["Good", "Bad", "Don't know"]},
    "ranking": ALL | {"options": ["A", "B", "C", "D"], "places": 3},
    "scale": ALL | {"lowest": 0, "highest": 10, "lowest_label": "not at all", "highest_label": "very"},
}


def form_of(kind, **changes):
    """The form class of a survey with the example of `kind`, and its one question."""
    form_class = build_form_class(*compile_stream(stream(with_ids([(kind, EXAMPLES[kind] | changes)]))))
    return form_class, form_class.questions[0]
