"""Answering a survey with a question of every type: it must be as fast as the one of the plainest types."""

from functools import partial

from bench.scenario import Row, each, once

from .survey import send, show, walk

FORM, TABLE = "every_type_form", "surveys_sealedanswer"

ROWS = [
    Row(
        "every type: form", each(show, "every_type_links"), targets={"bare: form": 8, "lean: form": 0.45}, sql=3,
    ),
    Row(
        "every type: submission", once(partial(send, form=FORM), "every_type_links"), stored=TABLE,
        targets={"bare: submission": 2.5, "lean: submission": 0.5}, sql=5,
    ),
    Row(
        "every type: flow", once(partial(walk, form=FORM), "every_type_links"), stored=TABLE,
        targets={"bare: flow": 4, "lean: flow": 0.4},
    ),
]  # fmt: skip
