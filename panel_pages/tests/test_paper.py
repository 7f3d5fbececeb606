"""A survey on paper has every question and option, conditions in words, and nothing that leads to anybody."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from invitations.tests.builders import link_to
from panel_pages.tests.builders import QUESTIONS, invite, make_staff, make_survey
from surveys import places
from surveys.tests.examples import EXAMPLES

pytestmark = pytest.mark.django_db


def sheet(client, page):
    client.force_login(make_staff("surveys.see_answers"))
    response = client.get(reverse("survey_desk:paper", args=[page.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("is_published", [True, False])
def test_every_question_and_option_is_on_it(client, is_published):
    page = make_survey(questions=QUESTIONS, is_published=is_published)
    html = sheet(client, page)
    for words in (
        "One word",
        "Easy?",
        "Yes",
        "No",
        "Phone",
        "Desk",
        "Web",
        "not at all",
        "What first?",
        "Finding things",
    ):
        assert words in html
    assert html.count('class="box"') == 2 + 3 + 5
    assert "<input" not in html


def test_every_type_of_question_can_be_answered_with_a_pen(client):
    page = make_survey(questions=[(kind, value | {"label": f"About {kind}"}) for kind, value in EXAMPLES.items()])
    sections = sheet(client, page).split('<section class="sheet-question">')[1:]
    assert len(sections) == len(EXAMPLES)
    assert all(f"About {kind}" in section for kind, section in zip(EXAMPLES, sections, strict=True))
    assert all('class="box' in section or 'class="line"' in section for section in sections)


def test_a_condition_stands_in_words(client):
    shown_if = {"question": "How?", "rule": "is", "answers": "By bus"}
    first = {"label": "How?", "help_text": "", "required": True, "options": ["On foot", "By bus"]}
    page = make_survey(
        questions=[
            ("section", {"heading": "One", "text": ""}),
            ("single_choice", first),
            ("section", {"heading": "Two", "text": ""}),
            ("long_text", {"label": "Which?", "help_text": "", "required": False, "shown_if": shown_if}),
        ]
    )
    assert '<p class="only-if">' in sheet(client, page)


def test_no_personal_link_is_on_it(client):
    page = make_survey()
    invitation = invite(page)
    html = sheet(client, page)
    assert link_to(invitation) not in html
    assert "/svar/" not in html


def test_it_is_for_those_who_use_the_desk(client):
    page = make_survey()
    client.force_login(make_staff())
    assert client.get(reverse("survey_desk:paper", args=[page.pk])).status_code == 403


def test_what_stands_between_questions_other_and_places_are_on_it_too(client):
    other = {"label": "Something else", "asks_which": True}
    page = make_survey(
        questions=[
            ("information", {"text": "<p>Look at the <b>map</b></p>", "picture": None, "alt_text": ""}),
            ("single_choice", EXAMPLES["single_choice"] | {"label": "How?", "options": ["On foot", other]}),
            ("place", EXAMPLES["place"] | {"label": "Whereabouts?"}),
        ]
    )
    html = sheet(client, page)
    assert "<p>Look at the <b>map</b></p>" in html
    assert html.count('<span class="line">') == 1
    assert "Something else<span" in html
    assert len(places.offered(EXAMPLES["place"]["level"])) >= 2
    assert all(f" {label}<" in html for _key, label in places.offered(EXAMPLES["place"]["level"]))


def test_an_option_that_depends_on_something_says_so_in_words(client):
    on = {"option": "On foot", "question": "Far?", "rule": "is", "answers": "No"}
    page = make_survey(
        questions=[
            ("section", {"heading": "One", "text": ""}),
            ("single_choice", EXAMPLES["single_choice"] | {"label": "Far?", "options": ["Yes", "No"]}),
            ("section", {"heading": "Two", "text": ""}),
            (
                "single_choice",
                EXAMPLES["single_choice"]
                | {"label": "How?", "options": ["On foot", "By bus"], "option_conditions": [on]},
            ),
        ]
    )
    html = sheet(client, page)
    sentence = _("Only if the answer to «%(question)s» is «%(answers)s»") % {"question": "Far?", "answers": "No"}
    assert f'<p class="only-if">«On foot»: {sentence}</p>' in html
    assert "[&#x27;" not in html
