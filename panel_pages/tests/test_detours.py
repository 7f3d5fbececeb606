"""Changing an answer from the review: what it asks more is come to first, and what it takes away is said."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from panel_pages.answering.page import bridge
from panel_pages.tests.answering import form_url, opened_answers
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.stepping import ALL, names, url
from panel_pages.tests.translating import translate

pytestmark = pytest.mark.django_db
BY_BUS = {"shown_if": {"question": "How?", "rule": "is", "answers": "By bus"}}
QUESTIONS = [
    ("section", {"heading": "Travel", "text": ""}),
    ("single_choice", ALL | {"label": "How?", "options": ["On foot", "By bus"]}),
    ("section", {"heading": "Way", "text": ""}),
    ("number", ALL | {"label": "How far?", "lowest": 0, "highest": 50, "unit": "km"}),
    ("short_text", ALL | {"label": "Which line?", **BY_BUS}),
    ("section", {"heading": "Between", "text": ""}),
    ("short_text", ALL | {"label": "Why?"}),
    ("section", {"heading": "Bus", "text": "", **BY_BUS}),
    ("short_text", ALL | {"label": "Crowded?"}),
]
MORE, GONE = "A little more to answer", "Some answers have been taken away"


def main_button(html):
    """The words of the button that goes on."""
    return re.search(r'<div class="actions">\s*<button[^>]*>([^<]*)<', html)[1]


@pytest.fixture
def walker(client):
    """The page, an invitation that has been answered up to the review, on foot, and the names of its fields."""
    page = make_survey(questions=QUESTIONS)
    invitation, name = invite(page), names(page)
    client.post(url("step", invitation, 1), {name["How?"]: name["On foot"]})
    client.post(url("step", invitation, 2), {name["How far?"]: "7"})
    assert client.post(url("step", invitation, 3), {name["Why?"]: "Air"}).url == url("review", invitation)
    return page, invitation, name


def test_what_a_change_asks_more_is_come_to_before_the_review_and_nothing_else_is(client, walker):
    _page, invitation, name = walker
    response = client.post(url("step", invitation, 1) + "?endre", {name["How?"]: name["By bus"]})
    assert response.url == url("step", invitation, 2) + "?endre=4&nytt"
    html = client.get(response.url).content.decode()
    assert _(MORE) in html and _(GONE) not in html
    assert main_button(html) == _("Next step")

    response = client.post(response.url, {name["How far?"]: "7", name["Which line?"]: "150"})
    assert response.url == url("step", invitation, 4) + "?endre&nytt"
    html = client.get(response.url).content.decode()
    assert main_button(html) == _("Back to the review")
    assert client.post(response.url, {name["Crowded?"]: "Yes"}).url == url("review", invitation)


def test_what_is_asked_more_may_be_left_unanswered(client, walker):
    _page, invitation, name = walker
    response = client.post(url("step", invitation, 1) + "?endre", {name["How?"]: name["By bus"]})
    response = client.post(response.url, {name["How far?"]: "7"})
    assert client.post(response.url, {}).url == url("review", invitation)


def test_a_change_that_asks_nothing_more_leads_straight_back_and_the_button_says_so(client, walker):
    _page, invitation, name = walker
    address = url("step", invitation, 2) + "?endre"
    html = client.get(address).content.decode()
    assert main_button(html) == _("Back to the review")
    assert _(MORE) not in html
    assert client.post(address, {name["How far?"]: "9"}).url == url("review", invitation)
    assert _(GONE) not in client.get(url("review", invitation)).content.decode()


def test_the_last_step_says_that_the_review_follows(client, walker):
    _page, invitation, _name = walker
    assert main_button(client.get(url("step", invitation, 1)).content.decode()) == _("Next step")
    assert main_button(client.get(url("step", invitation, 3)).content.decode()) == _("Check your answers")


@pytest.mark.parametrize(("number", "others"), [(1, {"later"}), (2, {"back", "later"})])
@pytest.mark.parametrize("query", ["", "?endre"])
def test_each_button_says_what_it_does_and_the_first_step_has_none_that_leads_back(
    client, walker, number, others, query
):
    _page, invitation, _name = walker
    html = client.get(url("step", invitation, number) + query).content.decode()
    words = {"back": _("Previous step"), "later": _("Continue later")}
    assert dict(re.findall(r'<button[^>]* name="go" value="(\w+)">([^<]*)<', html)) == {go: words[go] for go in others}


def test_the_introduction_leads_whoever_has_begun_to_where_she_was(client, walker):
    page, invitation, name = walker
    begun = invite(page)
    client.post(url("step", begun, 1), {name["How?"]: name["On foot"]})
    ways = [(begun, url("step", begun, 2), _("Continue")), (invitation, url("review", invitation), _("Check and send"))]
    for who, address, words in ways:
        html = client.get(form_url(who)).content.decode()
        assert re.search(f'href="{re.escape(address)}">([^<]*)<', html)[1] == words


def test_answers_that_fall_away_are_told_of_on_the_review_and_are_gone(client, walker):
    _page, invitation, name = walker
    client.post(url("step", invitation, 1), {name["How?"]: name["By bus"]})
    client.post(url("step", invitation, 2), {name["How far?"]: "7", name["Which line?"]: "150"})
    response = client.post(url("step", invitation, 1) + "?endre", {name["How?"]: name["On foot"]})
    assert response.url == url("review", invitation) + "?borte"
    html = client.get(response.url).content.decode()
    assert _(GONE) in html and "150" not in html
    client.post(url("review", invitation))
    assert "150" not in opened_answers()[0].values()


def test_answers_that_fall_away_on_the_way_are_told_of_on_the_next_step(client, walker):
    _page, invitation, name = walker
    client.post(url("step", invitation, 1), {name["How?"]: name["By bus"]})
    client.post(url("step", invitation, 2), {name["How far?"]: "7", name["Which line?"]: "150"})
    response = client.post(url("step", invitation, 1), {name["How?"]: name["On foot"]})
    assert response.url == url("step", invitation, 2) + "?borte"
    html = client.get(response.url).content.decode()
    assert _(GONE) in html and _(MORE) not in html
    # Emptying an answer oneself is not worth a word.
    assert client.post(url("step", invitation, 2), {}).url == url("step", invitation, 3)


def test_whoever_takes_a_break_after_a_change_is_led_to_what_it_asks_more(client, walker):
    _page, invitation, name = walker
    assert url("review", invitation) in client.get(form_url(invitation)).content.decode()
    client.post(url("step", invitation, 1) + "?endre", {name["How?"]: name["By bus"], "go": "later"})
    html = Client().get(form_url(invitation)).content.decode()
    assert url("step", invitation, 2) in html and url("review", invitation) not in html


def test_whoever_changes_the_language_on_the_way_still_comes_back(client, walker):
    page, invitation, name = walker
    words = (
        "Travel",
        "How?",
        "On foot",
        "By bus",
        "Way",
        "How far?",
        "Which line?",
        "Between",
        "Why?",
        "Bus",
        "Crowded?",
    )
    translate(page, "en", {word: f"{word} (English)" for word in words}, title="The web", purpose="A better web")
    address = url("step", invitation, 1) + "?endre"
    english = re.search(r'formaction="([^"]*/en/[^"]*|/en/[^"]*)"', client.get(address).content.decode())[1]
    assert english.endswith("?endre")
    html = client.post(english, {name["How?"]: name["On foot"], "go": "language"}).content.decode()
    assert main_button(html) == "Back to the review"


@pytest.mark.parametrize("said", ["endre=9.2.x.-1.1", "endre=²", "endre=99999999999999", "nytt&borte&endre=0"])
def test_an_address_that_was_made_up_only_leads_to_steps_there_are(client, walker, said):
    _page, invitation, name = walker
    assert client.get(f"{url('step', invitation, 1)}?{said}").status_code == 200
    response = client.post(f"{url('step', invitation, 1)}?{said}", {name["How?"]: name["On foot"]})
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200


def test_change_leads_to_the_question_and_to_no_option(client, walker):
    """On an option an arrow key would change the answer."""
    _page, invitation, name = walker
    html = client.get(url("review", invitation)).content.decode()
    step, target = re.search(r'href="([^"#]*steg/1/\?endre)#([^"]*)"', html).groups()
    question = client.get(step).content.decode()
    assert re.search(rf'<fieldset id="{target}" tabindex="-1"', question)
    number = re.search(r'href="[^"#]*steg/2/\?endre#([^"]*)"', html)[1]
    assert number == f"id_{name['How far?']}"


def test_every_arch_is_built_on_the_review_when_a_step_was_not_for_her():
    steps = [SimpleNamespace(number=number) for number in (1, 3, 4)]
    assert [arch["state"] for arch in bridge(steps, None)["arches"]] == ["done"] * 3
    assert [arch["state"] for arch in bridge(steps, steps[1])["arches"]] == ["done", "now", "todo"]
