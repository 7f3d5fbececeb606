"""Answering in three languages: a language is an address, nothing typed is lost on the way, and all count together."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from invitations.models import Asking
from panel_pages.models import SurveyPage
from panel_pages.tests.answering import opened_answers
from panel_pages.tests.builders import QUESTIONS, field_names, filled_in, invite, make_survey
from panel_pages.tests.translating import ENGLISH, NYNORSK, make_survey_in_three_languages, translate
from surveys.blocks import with_ids
from surveys.models import SealedAnswer

pytestmark = pytest.mark.django_db

STEPS = [
    ("section", {"heading": "Finding things", "text": ""}),
    *QUESTIONS[1:3],
    ("section", {"heading": "Where?", "text": ""}),
    *QUESTIONS[3:],
]


def address(language, view, invitation, *args):
    """Where something about an invitation is in `language`."""
    from invitations.tests.builders import link_to

    with translation.override(language):
        return reverse(f"answering:{view}", args=[link_to(invitation), *args])


def words(key, language):
    with translation.override(language):
        return _(key)


def test_a_language_is_an_address_and_bokmal_has_no_prefix():
    page, _nynorsk, _english = make_survey_in_three_languages()
    invitation = invite(page)
    assert address("nb", "form", invitation).startswith("/svar/")
    assert address("nn", "form", invitation) == "/nn" + address("nb", "form", invitation)


@pytest.mark.parametrize(
    ("language", "title", "question"),
    [("nb", "The web pages", "How content?"), ("nn", "Nettsidene", "Kor nøgd?"), ("en", "The web", "(in English)")],
)
def test_each_address_speaks_its_language(client, language, title, question):
    page, _nynorsk, _english = make_survey_in_three_languages()
    html = client.get(address(language, "form", invite(page))).content.decode()
    assert f'<html lang="{language}"' in html
    assert f"<h1>{title}</h1>" in html and question in html
    assert words("Send answers", language) in html
    for other in {"nb", "nn", "en"} - {language}:
        assert f'formaction="{address(other, "form", invitation_of(page))}"' in html


def invitation_of(page):
    return page.asking.invitations.get()


def test_what_the_browser_wishes_changes_nothing(client):
    page, _nynorsk, _english = make_survey_in_three_languages()
    html = client.get(address("nb", "form", invite(page)), headers={"accept-language": "en"}).content.decode()
    assert '<html lang="nb"' in html


def test_a_survey_without_translations_offers_no_languages_and_answers_in_bokmal(client):
    page = make_survey()
    invitation = invite(page)
    assert client.get(address("en", "form", invitation)).url == address("nb", "form", invitation)
    html = client.get(address("nb", "form", invitation)).content.decode()
    assert 'class="languages"' not in html and "formaction" not in html


@pytest.mark.parametrize("has_steps", [False, True])
def test_switching_keeps_what_was_typed_and_stores_no_answer(client, has_steps):
    page, _nynorsk, _english = make_survey_in_three_languages(**{"questions": STEPS} if has_steps else {})
    invitation, name = invite(page), field_names(page)
    view = ("step", invitation, 1) if has_steps else ("form", invitation)
    response = client.post(address("en", *view), {name["One word"]: "Grønt & fint", "go": "language"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "One word (in English)" in html and "Grønt &amp; fint" in html
    assert words("To continue, you must correct the following", "en") not in html
    assert not SealedAnswer.objects.exists()
    if has_steps:
        assert "Grønt &amp; fint" in client.get(address("nn", *view)).content.decode()


def test_switching_keeps_what_cannot_be_read_yet(client):
    number = (
        "number",
        {"label": "How many?", "help_text": "", "required": False, "lowest": 0, "highest": 9, "unit": ""},
    )
    page = make_survey(questions=[*STEPS[:2], number, *STEPS[3:]])
    translate(page, "nn", NYNORSK | {"How many?": "Kor mange?"}, title="Nettsidene")
    page = SurveyPage.objects.get(pk=page.pk)
    invitation, name = invite(page), field_names(page)
    html = client.post(address("nn", "step", invitation, 1), {name["How many?"]: "mange", "go": "language"})
    assert 'value="mange"' in html.content.decode()


def test_enter_in_a_field_goes_on_and_does_not_change_the_language(client):
    page, _nynorsk, _english = make_survey_in_three_languages()
    html = client.get(address("nb", "form", invite(page))).content.decode()
    first = html.split('form="survey"')[0].rsplit("<button", 1)[1] + html.split('form="survey"')[1].split(">")[0]
    assert 'name="go"' not in first and "formaction" not in first


def test_one_survey_answered_in_three_languages_is_one_set_of_answers(client):
    page, nynorsk, english = make_survey_in_three_languages()
    for language in ("nb", "nn", "en"):
        invitation = invite(page)
        response = client.post(address(language, "form", invitation), filled_in(page))
        assert response.url == address(language, "receipt", invitation)
        assert words("Thank you for your answer", language) in client.get(response.url).content.decode()
    first, second, third = opened_answers()
    assert first == second == third


def test_a_survey_in_steps_is_walked_in_one_language_and_can_be_finished_in_another(client):
    page, _nynorsk, _english = make_survey_in_three_languages(questions=STEPS)
    invitation, data = invite(page), filled_in(page)
    response = client.post(address("nn", "step", invitation, 1), data)
    assert response.url == address("nn", "step", invitation, 2)
    response = client.post(address("en", "step", invitation, 2), data)
    assert response.url == address("en", "review", invitation)
    html = client.get(response.url).content.decode()
    assert f'href="{address("nn", "review", invitation)}"' in html
    assert "How content? (in English)" in html
    assert client.post(address("nb", "review", invitation)).url == address("nb", "receipt", invitation)
    assert len(opened_answers()) == 1


def test_a_translation_taken_down_while_somebody_writes_loses_nothing(client):
    page, nynorsk, _english = make_survey_in_three_languages(questions=STEPS)
    invitation, data = invite(page), filled_in(page)
    SurveyPage.objects.get(pk=nynorsk.pk).unpublish()
    response = client.post(address("nn", "step", invitation, 1), data)
    assert response.url == address("nb", "step", invitation, 2)
    assert "Fine" in client.get(address("nb", "step", invitation, 1)).content.decode()


def test_a_question_that_is_not_translated_yet_says_that_it_is_in_bokmal(client):
    page, _nynorsk, _english = make_survey_in_three_languages()
    page.questions = [*page.questions.raw_data, *with_ids([("heading", {"heading": "A last thing", "text": ""})])]
    page.save_revision().publish()
    html = client.get(address("nn", "form", invite(page))).content.decode()
    before, after = html.split("A last thing")
    assert before.rsplit('<div lang="nb">', 1)[1].count("</div>") == 0
    assert '<div lang="nb">' not in before.split("Kor nøgd?")[0]


@pytest.mark.parametrize(("language", "title"), [("nb", "The web pages"), ("nn", "Nettsidene")])
def test_pages_without_questions_name_the_survey_in_their_language(client, language, title):
    page, _nynorsk, _english = make_survey_in_three_languages()
    invitation = invite(page, answered=True)
    assert title in client.get(address(language, "form", invitation)).content.decode()
    Asking.objects.update(closes_at=timezone.now())
    late = invite(page)
    assert title in client.get(address(language, "form", late)).content.decode()


def test_a_page_in_one_language_is_never_kept_for_another(client, settings):
    from datetime import timedelta

    settings.PAGES_KEPT_FOR = timedelta(seconds=10)
    page = make_survey()
    invitation = invite(page)
    client.get(address("nb", "form", invitation))
    translate(page, "nn", NYNORSK, title="Nettsidene")
    translate(page, "en", ENGLISH, title="The web")
    assert "Kor nøgd?" in client.get(address("nn", "form", invitation)).content.decode()
    assert "formaction" in client.get(address("nb", "form", invitation)).content.decode()
