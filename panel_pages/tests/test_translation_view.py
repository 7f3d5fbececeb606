"""Translating side by side: nothing is published unseen, and the questions stay the original's."""

import re

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import rich_text

from panel_pages.models import AskedPage, SurveyPage
from panel_pages.tests.builders import make_staff, make_survey
from panel_pages.tests.translating import NYNORSK, make_survey_in_three_languages, translate, translate_tree
from staff.models import User
from surveys.blocks import with_ids
from surveys.models import Box
from surveys.phrases import in_other_words, phrases_of, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def owner(client):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    return client


def url(page, language="nn"):
    return reverse("survey_desk:translate", args=[page.pk, language])


def typed(page, words, **fields):
    """What is sent when each text of the original gets its word; those without one keep the original's."""
    block = page.questions.stream_block
    data = {key: words.get(text, text) for key, text in words_in(page.questions.raw_data, block).items()}
    return (
        data
        | {"title": "Nettsidene", "purpose": "Betre nettsider", "introduction": rich_text("<p>Finn du det?</p>")}
        | fields
    )


def field_of(text, page):
    """The id of the field for what the original says in `text`."""
    [key] = [
        key for key, said in words_in(page.questions.raw_data, page.questions.stream_block).items() if said == text
    ]
    return f"id_{key}"


def nynorsk_of(page):
    return SurveyPage.objects.exclude(pk=page.pk).get(locale__language_code="nn")


def test_a_translation_begins_as_a_draft_with_the_same_questions(owner):
    page = make_survey()
    translate_tree("nn")
    assert owner.get(url(page)).status_code == 200
    assert not SurveyPage.objects.exclude(pk=page.pk).exists()
    assert owner.post(url(page)).url == url(page)
    copy = nynorsk_of(page)
    assert not copy.live and [block.id for block in copy.questions] == [block.id for block in page.questions]


def test_it_says_why_it_cannot_begin(owner):
    page = make_survey()
    assert "Locales" in owner.post(url(page)).content.decode() or owner.post(url(page)).status_code == 200
    assert not SurveyPage.objects.exclude(pk=page.pk).exists()
    assert owner.get(url(page, "de")).status_code == 404
    assert owner.get(url(page, "nb")).status_code == 404


def test_every_text_stands_beside_a_field_and_a_draft_keeps_what_is_typed(owner):
    page = make_survey()
    translate(page, "nn", {}, is_published=False)
    html = owner.get(url(page)).content.decode()
    for word in NYNORSK:
        assert f"<p>{word}</p>" in html
    assert owner.post(url(page), typed(page, NYNORSK) | {"save": "1"}).status_code == 302
    draft = nynorsk_of(page).get_latest_revision_as_object()
    assert not draft.live and draft.title == "Nettsidene"
    assert "Kor nøgd?" in words_in(draft.questions.raw_data, draft.questions.stream_block).values()
    assert Box.objects.get().translations == {}


def test_publishing_from_the_view_offers_the_language(owner):
    page = make_survey()
    translate(page, "nn", {}, is_published=False)
    owner.post(url(page), typed(page, NYNORSK) | {"publish": "1"})
    assert nynorsk_of(page).live
    assert set(Box.objects.get().translations) == {"nn"}


def test_what_is_missing_is_listed_and_nothing_is_published(owner):
    page = make_survey()
    translate(page, "nn", {}, is_published=False)
    response = owner.post(url(page), typed(page, NYNORSK | {"Easy?": ""}) | {"publish": "1"}, follow=True)
    assert not nynorsk_of(page).live
    assert re.findall(r'<li><a href="#(\S+)">(.+)</a></li>', response.content.decode()) == [
        (field_of("Easy?", page), "Easy?")
    ]


def test_an_option_that_is_missing_is_named_itself_and_leads_to_its_field(owner):
    page = make_survey()
    translate(page, "nn", {}, is_published=False)
    owner.post(url(page), typed(page, NYNORSK | {"Web": ""}) | {"save": "1"})
    html = owner.get(url(page)).content.decode()
    assert f'<li><a href="#{field_of("Web", page)}">Web</a></li>' in html
    assert f'id="{field_of("Web", page)}"' in html
    assert ">Where?</a></li>" not in html


def test_a_published_translation_says_that_later_words_are_not_published(owner):
    page = make_survey()
    translate(page, "nn", NYNORSK)
    warning = "Det som er lagret siden, er ikke publisert."
    assert warning not in owner.get(url(page)).content.decode()
    owner.post(url(page), typed(page, NYNORSK | {"Web": "Veven"}) | {"save": "1"})
    assert warning in owner.get(url(page)).content.decode()


def test_saving_brings_in_what_the_original_asks_now(owner):
    page, _nynorsk, _english = make_survey_in_three_languages()
    more = with_ids([("short_text", {"label": "More?", "help_text": "", "required": False})])
    page.questions = [*page.questions.raw_data, *more]
    page.save_revision().publish()
    page = SurveyPage.objects.get(pk=page.pk)
    assert "More?" in owner.get(url(page)).content.decode()
    owner.post(url(page), typed(page, NYNORSK | {"More?": "Meir?"}) | {"publish": "1"})
    assert set(Box.objects.get().translations) == {"nn"}


def test_conditions_are_the_originals_and_are_not_repeated():
    page = make_survey(questions=[("short_text", {"label": "A?", "help_text": "", "required": False})])
    block = page.questions.stream_block
    raw = list(page.questions.raw_data)
    raw[0]["value"]["shown_if"] = {"question": "B?", "rule": "is", "answers": "Yes"}
    other = in_other_words(raw, {f"{raw[0]['id']}.label": "Å?"}, block)
    assert other[0]["value"]["label"] == "Å?" and "shown_if" not in other[0]["value"]
    assert [phrase.text for phrase in phrases_of(raw[0], block)] == ["A?"]


def test_who_may_not_edit_the_page_may_not_translate_it(client):
    page = make_survey()
    client.force_login(make_staff("surveys.see_answers"))
    assert client.get(url(page)).status_code == 403
    assert client.post(url(page)).status_code == 403


def test_whoever_works_below_a_page_works_below_its_translation():
    make_survey()
    asked = AskedPage.objects.get()
    from django.contrib.auth.models import Group, Permission

    group, permission = Group.objects.create(name="x"), Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=asked, permission=permission)
    translate_tree("nn")
    assert GroupPagePermission.objects.filter(group=group).count() == 2


def test_the_desk_says_how_each_language_stands(owner):
    page, nynorsk, _english = make_survey_in_three_languages()
    SurveyPage.objects.get(pk=nynorsk.pk).unpublish()
    html = owner.get(reverse("survey_desk:desk", args=[page.pk])).content.decode()
    assert url(page) in html and url(page, "en") in html
    listed = owner.get(reverse("survey_desk:list")).content.decode()
    assert "Nettsidene" not in listed
