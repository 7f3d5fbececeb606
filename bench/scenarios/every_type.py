"""Answering a survey with a question of every type: it must be as fast as the one of the plainest types.

It is measured against the bare site's form and the lean reference, which have ten plain fields, and against the lean reference
with the very same form.
"""

from functools import partial

from bench.scenario import Row, each, once

from .survey import lean_send, lean_show, lean_walk, send, show, walk

FORM, TABLE = "every_type_form", "surveys_sealedanswer"
LEAN = {"site": "lean", "stored": "answer"}

ROWS = [
    Row("lean, every type: form", each(partial(lean_show, form="every_type"), "lean_links"), site="lean"),
    Row("lean, every type: submission", once(partial(lean_send, form="every_type"), "lean_links"), **LEAN),
    Row("lean, every type: flow", once(partial(lean_walk, form="every_type"), "lean_links"), **LEAN),
    Row(
        "every type: form", each(show, "every_type_links"), sql=3,
        targets={"bare: form": 8, "lean: form": 0.45, "lean, every type: form": 0.45},
    ),
    Row(
        "every type: submission", once(partial(send, form=FORM), "every_type_links"), stored=TABLE, sql=5,
        targets={"bare: submission": 2.5, "lean: submission": 0.5, "lean, every type: submission": 0.5},
    ),
    Row(
        "every type: flow", once(partial(walk, form=FORM), "every_type_links"), stored=TABLE,
        targets={"bare: flow": 4, "lean: flow": 0.4, "lean, every type: flow": 0.4},
    ),
]  # fmt: skip
