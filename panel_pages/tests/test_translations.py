"""A survey in several languages: one box, one asking, one set of answers; translations are words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.publishing import NotPublishable
from invitations.models import Asking
from panel_pages.jobs import keep_schedules
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import fill_box, make_survey
from panel_pages.tests.editing import editor_data
from panel_pages.tests.translating import NYNORSK, in_words, make_survey_in_three_languages, translate
from staff.models import User
from surveys.blocks import with_ids
from surveys.models import Box, Structure, Version

pytestmark = pytest.mark.django_db

MORE = [("short_text", {"label": "More?", "help_text": "", "required": False})]


def draft_translation(page, **kwargs):
    return translate(page, "nn", NYNORSK, is_published=False, title="Nettsidene", **kwargs)


def test_a_copy_for_translation_keeps_the_ids_of_questions_and_options():
    page = make_survey()
    copy = translate(page, "nn", {}, is_published=False)
    assert list(copy.questions.raw_data) == list(page.questions.raw_data)
    assert copy.translation_key == page.translation_key and not copy.live


def test_a_published_translation_adds_words_and_neither_box_nor_asking():
    page, nynorsk, english = make_survey_in_three_languages()
    box, asking = Box.objects.get(), Asking.objects.get()
    assert box.page_id == asking.page_id == page.pk
    assert Structure.objects.count() == 1
    versions = {version.language: version for version in Version.objects.all()}
    assert set(versions) == {"nb", "nn", "en"}
    assert box.version == versions["nb"]
    assert box.translations == {"nn": versions["nn"].pk, "en": versions["en"].pk}
    assert asking.translations["nn"]["title"] == "Nettsidene"
    assert asking.languages == ["nb", "nn", "en"]
    assert nynorsk.live and english.live


def publish_by_revision(page, revision):
    revision.publish()


def publish_by_schedule(page, revision):
    due = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()
    keep_schedules(timezone.now())


def publish_by_saving(page, revision):
    page = revision.as_object()
    page.live = True
    page.save()


def publish_in_the_editor(page, revision, client):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    data = editor_data(page, client.get(url).content.decode())
    return client.post(url, data | {"action-publish": "1"})


def publish_in_bulk(page, revision, client):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{url}?id={page.pk}")


WAYS = [publish_by_revision, publish_by_schedule, publish_by_saving, publish_in_the_editor, publish_in_bulk]


def go(way, page, client):
    """Publish `page` in one of the ways, whatever it answers with."""
    arguments = (page, page.get_latest_revision()) + ((client,) if "client" in way.__code__.co_varnames else ())
    try:
        way(*arguments)
    except NotPublishable:
        return


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_publish_a_translation_adds_words_only(way, client):
    page = make_survey()
    translation = draft_translation(page)
    go(way, translation, client)
    assert SurveyPage.objects.get(pk=translation.pk).live
    assert set(Box.objects.get().translations) == {"nn"}
    assert Asking.objects.get().page_id == page.pk


@pytest.mark.parametrize("way", WAYS)
def test_no_way_publishes_a_translation_that_asks_something_else(way, client):
    page = make_survey()
    translation = draft_translation(page)
    translation.questions = with_ids([]) + list(translation.questions.raw_data) + with_ids(MORE)
    translation.save_revision(clean=False)
    SurveyPage.objects.filter(pk=translation.pk).update(questions=translation.questions)
    go(way, SurveyPage.objects.get(pk=translation.pk), client)
    assert not SurveyPage.objects.get(pk=translation.pk).live
    assert Box.objects.get().translations == {}


def test_a_translation_published_after_the_first_answer_works():
    page = make_survey()
    fill_box(page, 1)
    translation = draft_translation(page)
    translation.get_latest_revision().publish()
    assert set(Box.objects.get().translations) == {"nn"}


@pytest.mark.parametrize("is_published", [False, True])
def test_a_translation_waits_for_its_bokmal_page(is_published):
    page = make_survey(is_published=is_published)
    translation = draft_translation(page)
    if is_published:
        translation.get_latest_revision().publish()
        SurveyPage.objects.get(pk=page.pk).unpublish()
    else:
        with pytest.raises(NotPublishable):
            translation.get_latest_revision().publish()
    assert not SurveyPage.objects.get(pk=translation.pk).live


def test_a_survey_without_a_bokmal_page_is_not_published():
    page = make_survey(is_published=False)
    translation = draft_translation(page)
    Page.objects.get(pk=page.pk).delete()
    with pytest.raises(NotPublishable):
        SurveyPage.objects.get(pk=translation.pk).get_latest_revision().publish()
    assert not Box.objects.exists()


def test_words_that_are_missing_are_named_and_nothing_is_published():
    translation = draft_translation(make_survey())
    translation.questions = in_words(list(translation.questions.raw_data), {"Kor nøgd?": ""})
    with pytest.raises(NotPublishable) as refusal:
        translation.save_revision(clean=False).publish()
    assert "How content?" in " ".join(refusal.value.messages)


def test_a_copy_in_which_nothing_is_translated_is_not_published():
    with pytest.raises(NotPublishable):
        translate(make_survey(), "nn", {})


def test_a_bokmal_page_that_asks_more_stops_offering_translations_until_they_follow():
    page, nynorsk, _english = make_survey_in_three_languages()
    page.questions = with_ids([]) + list(page.questions.raw_data) + with_ids(MORE)
    page.save_revision().publish()
    assert Box.objects.get().translations == {} and Asking.objects.get().translations == {}
    nynorsk.questions = in_words(list(page.questions.raw_data), NYNORSK | {"More?": "Meir?"})
    nynorsk.save_revision(clean=False).publish()
    assert set(Box.objects.get().translations) == {"nn"}


def test_new_words_in_bokmal_leave_translations_as_they_are():
    page, _nynorsk, _english = make_survey_in_three_languages()
    fill_box(page, 1)
    page.questions = in_words(list(page.questions.raw_data), {"Easy?": "Is it easy?"})
    page.save_revision().publish()
    assert set(Box.objects.get().translations) == {"nn", "en"}


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_translation_that_goes_is_no_longer_offered_and_takes_no_answer_along(how):
    page, nynorsk, _english = make_survey_in_three_languages()
    fill_box(page, 3)
    getattr(nynorsk, how)()
    assert set(Box.objects.get().translations) == set(Asking.objects.get().translations) == {"en"}
    assert Box.objects.get().answers.count() == 3


def test_a_mirrored_page_in_another_language_offers_nothing():
    page = make_survey()
    translate(make_survey(), "nn", NYNORSK, title="Ei anna")
    alias = page.copy_for_translation(Asking.objects.last().page.get_translations().first().locale, alias=True)
    assert not alias.live
    assert Box.objects.get(page_id=page.pk).translations == {}


def test_the_editor_of_a_translation_has_no_fields_for_what_bokmal_decides(client):
    translation = draft_translation(make_survey())
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[translation.pk])).content.decode()
    assert 'name="purpose"' in html
    assert 'name="closes_at"' not in html and "questions-count" not in html
