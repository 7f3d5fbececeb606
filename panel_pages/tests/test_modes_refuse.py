"""Surveys with a code take no more from a browser than anonymous ones do, and show nobody another's answer."""

import pytest

from panel_pages.tests.answering import form_url, opened_answers
from panel_pages.tests.builders import filled_in, invite
from panel_pages.tests.modes import answered_by, change_url, in_code, told
from panel_pages.tests.stepping import STEPS, answer_all, names, url
from surveys.models import SealedAnswer

pytestmark = pytest.mark.django_db


def test_a_text_of_a_million_letters_is_refused_first_and_in_a_change(client):
    page = in_code()
    huge = filled_in(page, **{"What first?": "x" * 1_000_000}) | told(page)
    assert client.post(form_url(invite(page)), huge).status_code == 422
    assert not SealedAnswer.objects.exists()
    (invitation,) = answered_by(client, page, 1)
    before = opened_answers()
    assert client.post(change_url(invitation), huge).status_code == 422
    assert opened_answers() == before


def test_the_steps_of_one_link_show_nothing_to_another(client):
    page = in_code(questions=STEPS)
    mine, hers = invite(page), invite(page)
    answer_all(client, page, hers)
    client.post(url("review", hers), told(page))
    far = names(page)["How far?"]
    assert 'value="7"' in client.get(url("step", hers, 2)).content.decode()
    for step in (1, 2):
        assert 'value="7"' not in client.get(url("step", mine, step), follow=True).content.decode()
    before = opened_answers()
    client.post(url("step", mine, 2), {far: "9"})
    assert client.post(change_url(mine), told(page)).status_code != 200
    assert opened_answers() == before
