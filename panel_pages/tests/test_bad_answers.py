"""What no browser sends, sent through the web to every kind of question: a kind refusal or a text, never an error."""

from urllib.parse import quote_from_bytes

import pytest
from django.conf import settings

from invitations.models import Invitation
from panel_pages.tests.answering import form_url, opened_answers
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.stepping import url
from surveys import places
from surveys.box import private_keys_for, unseal
from surveys.models import Draft, SealedAnswer
from surveys.questions.texts import can_be_stored
from surveys.tests.examples import EXAMPLES
from surveys.tests.test_bad_input import FOREIGN

pytestmark = pytest.mark.django_db

EVERY_KIND = [(kind, value | {"label": f"A {kind}?", "required": False}) for kind, value in EXAMPLES.items()]
IN_STEPS = [
    ("section", {"heading": "All", "text": ""}),
    *EVERY_KIND,
    ("section", {"heading": "Last", "text": ""}),
    ("short_text", EXAMPLES["short_text"] | {"label": "One more?"}),
]
BAD = ["-1", "21", "9999999999999999999999", "1e9", FOREIGN, "__proto__", "x" * 1_000_000, "a\x00b", "\ud800", "<b>"]


@pytest.fixture(autouse=True)
def somewhere(monkeypatch):
    """Places to choose from."""
    monkeypatch.setattr(places, "sources", [lambda level: ["Bekkestua", "Sandvika"]])


def sent_to(questions, value):
    """`value` three times in every field there is; a long one once, since a form may be no larger than 2.5 MB."""
    names = [name for question in questions for name in question.field_names()]
    return {name: [value] * 3 for name in names} if len(value) < 99 else {names[0]: [value]}


def post(client, address, data):
    """Send `data` as a program does that checks nothing, with bytes that no browser can be brought to send."""
    body = "&".join(
        f"{name}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}"
        for name, values in data.items()
        for value in values
    )
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("kind", EXAMPLES)
def test_nonsense_is_refused_kindly_or_stored_as_a_text(client, kind):
    page = make_survey(questions=[one for one in EVERY_KIND if one[0] == kind])
    for value in BAD:
        invitation = invite(page)
        response = post(client, form_url(invitation), sent_to(page.get_form_fields()[:1], value))
        assert response.status_code in (302, 422), ascii(value[:9])
        assert Invitation.objects.get(pk=invitation.pk).answered == (response.status_code == 302)
    stored = [one for answers in opened_answers() for one in answers.values()]
    assert len(opened_answers()) == Invitation.objects.filter(answered=True).count()
    assert all(0 <= one <= 20 if isinstance(one, int) else can_be_stored(one) for one in stored)
    # Only what was written in words is ever taken of all this.
    assert not stored or kind in ("short_text", "long_text")


def test_nonsense_in_a_step_is_no_draft_and_no_error(client):
    page = make_survey(questions=IN_STEPS)
    invitation = invite(page)
    for value in BAD:
        sent = sent_to(page.get_form_fields(), value)
        assert post(client, url("step", invitation, 1), sent).status_code == 422, ascii(value[:9])
        assert not Draft.objects.exists()
    for value in BAD[:6]:
        sent = sent_to(page.get_form_fields(), value) | {"go": ["later"]}
        assert post(client, url("step", invitation, 1), sent).status_code == 302
        assert client.get(url("step", invitation, 1)).status_code == 200
    assert not SealedAnswer.objects.exists()


def test_more_ranks_than_options_and_options_of_another_survey_are_refused(client):
    page, other = (make_survey(questions=[one for one in EVERY_KIND if one[0] == "ranking"]) for _ in range(2))
    (ranking,), (foreign,) = page.get_form_fields(), other.get_form_fields()
    names, invitation = ranking.field_names(), invite(page)
    for data in (
        {name: [str(place)] for place, name in enumerate(names, 1)},  # four places where three are given
        {name: ["1"] for name in names},
    ):
        assert post(client, form_url(invitation), data).status_code == 422
    # Fields of a question that is not asked are no answer to it.
    post(client, form_url(invitation), {name: [str(place)] for place, name in enumerate(foreign.field_names()[:3], 1)})
    assert opened_answers_of(page) == [{}]


def opened_answers_of(page):
    """What was stored for `page`, of two surveys."""
    box = page.survey_box
    keys = private_keys_for(box, settings.SURVEY_BOX_PRIVATE_KEYS)
    return [unseal(keys, row.ciphertext) for row in box.answers.all()]
