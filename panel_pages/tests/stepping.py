"""A survey in three steps, and what somebody sends who goes through it."""

from django.urls import reverse

from invitations.tests.builders import link_to
from panel_pages.tests.builders import make_survey

ALL = {"help_text": "", "required": False}
STEPS = [
    ("section", {"heading": "Travel", "text": "How you get around"}),
    ("single_choice", ALL | {"label": "How?", "required": True, "options": ["On foot", "By bus"]}),
    ("long_text", ALL | {"label": "Why?"}),
    ("section", {"heading": "Home", "text": ""}),
    ("number", ALL | {"label": "How far?", "lowest": 0, "highest": 50, "unit": "km"}),
    ("section", {"heading": "Wishes", "text": ""}),
    ("multiple_choice", ALL | {"label": "What?", "required": True, "options": ["Benches", "Lamps"]}),
]
AGREES = {"consent": "yes"}


def url(view, invitation, *args):
    return reverse(f"answering:{view}", args=[link_to(invitation), *args])


def names(page):
    """{label: field name}, and the options as {words: key}."""
    questions = page.get_form_fields()
    options = {label: key for question in questions for key, label in getattr(question, "options", ())}
    return {question.label: question.clean_name for question in questions} | options


def travel(page, **changes):
    name = names(page)
    return {name["How?"]: name["By bus"], name["Why?"]: "It rains"} | changes


def wishes(page):
    name = names(page)
    return {name["What?"]: [name["Lamps"]]}


def answer_all(client, page, invitation):
    """Go through the three steps."""
    client.post(url("step", invitation, 1), travel(page))
    client.post(url("step", invitation, 2), {names(page)["How far?"]: "7"})
    return client.post(url("step", invitation, 3), wishes(page))


def branching():
    """The same survey, whose second step is only for those who take the bus."""
    by_bus = {"shown_if": {"question": "How?", "rule": "is", "answers": "By bus"}}
    return make_survey(questions=[*STEPS[:3], ("section", STEPS[3][1] | by_bus), *STEPS[4:]])
