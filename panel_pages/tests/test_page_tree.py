"""Deleting, moving, copying and mirroring pages in Wagtail's admin: no way loses an answer, and none doubles one."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from home.models import HomePage
from invitations.models import Asking, Invitation
from panel_pages.models import AskedPage, SurveyPage
from panel_pages.tests.answering import form_url, receipt_url
from panel_pages.tests.builders import fill_box, filled_in, invite, make_survey
from panel_pages.tests.test_languages import address
from panel_pages.tests.translating import make_survey_in_three_languages
from staff.models import User
from surveys.models import Box, SealedAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    """Somebody who may do everything, in Wagtail's admin."""
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    return client


def ask_for(client, action, page, data=None):
    """Press the button of one of Wagtail's own pages for `page`."""
    return client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), data or {})


def in_bulk(client, action, query, data=None):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.post(f"{url}?{query}&next=/admin/", data or {})


def survey_itself(client, page):
    return ask_for(client, "delete", page)


def parent(client, page):
    return ask_for(client, "delete", page.get_parent())


def front_page(client, page):
    return ask_for(client, "delete", HomePage.objects.get(locale=page.locale))


def one_in_bulk(client, page):
    return in_bulk(client, "delete", f"id={page.pk}")


def all_below_in_bulk(client, page):
    return in_bulk(client, "delete", f"id=all&childOf={page.get_parent().pk}")


def beside_an_innocent_one(client, page):
    return in_bulk(client, "delete", f"id={make_survey(is_published=False).pk}&id={page.pk}")


DELETIONS = [survey_itself, parent, front_page, one_in_bulk, all_below_in_bulk, beside_an_innocent_one]


@pytest.mark.parametrize("delete", DELETIONS, ids=lambda way: way.__name__)
def test_no_deletion_takes_a_survey_with_answers_along(admin, delete):
    page, _nynorsk, _english = make_survey_in_three_languages(title="Stays")
    fill_box(page, 3)
    before = SurveyPage.objects.count()
    response = delete(admin, page)
    html = response.content.decode()
    assert response.status_code == 409 and "Stays" in html and "<h1" in html
    assert (SealedAnswer.objects.count(), Invitation.objects.count()) == (3, 3)
    assert SurveyPage.objects.count() == before + (delete is beside_an_innocent_one)


@pytest.mark.parametrize("delete", DELETIONS[:5], ids=lambda way: way.__name__)
def test_deleting_a_translation_in_any_way_takes_its_words_and_nothing_else(admin, delete):
    page, nynorsk, _english = make_survey_in_three_languages()
    invitation = invite(page)
    fill_box(page, 3)
    assert delete(admin, Page.objects.get(pk=nynorsk.pk).specific).status_code == 302
    assert not SurveyPage.objects.filter(pk=nynorsk.pk).exists()
    assert set(Box.objects.get().translations) == set(Asking.objects.get().translations) == {"en"}
    assert admin.post(address("nb", "form", invitation), filled_in(page)).url == address("nb", "receipt", invitation)
    assert SealedAnswer.objects.count() == 4
    assert SurveyPage.objects.get(pk=page.pk).live


def another_parent():
    home = Page.objects.get(pk=HomePage.objects.get(locale__language_code="nb").pk)
    return home.add_child(instance=AskedPage(title="Others have asked", slug="others"))


def move_one(client, page, to):
    return client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk]))


def move_in_bulk(client, page, to):
    return in_bulk(client, "move", f"id={page.pk}", {"move_applicable": "on", "chooser": to.pk})


@pytest.mark.parametrize("move", [move_one, move_in_bulk], ids=lambda way: way.__name__)
def test_a_survey_moved_while_it_is_open_keeps_links_answers_and_box(admin, move):
    page, nynorsk, _english = make_survey_in_three_languages()
    answered, invited = invite(page), invite(page)
    admin.post(form_url(answered), filled_in(page))
    box, asking = Box.objects.values().get(), Asking.objects.values().get()
    assert move(admin, page, another_parent()).status_code == 302
    page = SurveyPage.objects.get(pk=page.pk)
    assert page.get_parent().title == "Others have asked" and page.live
    assert (Box.objects.values().get(), Asking.objects.values().get()) == (box, asking)
    for language in ("nb", "nn", "en"):
        assert admin.get(address(language, "form", invited)).status_code == 200
    assert admin.post(form_url(invited), filled_in(page)).url == receipt_url(invited)
    assert (SealedAnswer.objects.count(), Invitation.objects.answered().count()) == (2, 2)
    assert admin.get(page.url).status_code == admin.get(SurveyPage.objects.get(pk=nynorsk.pk).url).status_code == 200
    page.title = "Corrected where it stands now"
    page.save_revision().publish()
    assert Box.objects.get().pk == box["id"]


@pytest.mark.parametrize("move", [move_one, move_in_bulk], ids=lambda way: way.__name__)
def test_a_survey_is_moved_nowhere_but_below_a_page_for_surveys(admin, move):
    page = make_survey()
    home = HomePage.objects.get(locale__language_code="nb")
    move(admin, page, home)
    assert SurveyPage.objects.get(pk=page.pk).get_parent() == page.get_parent()


def copied(client, page, **further):
    data = {"new_title": "Twin", "new_slug": "twin", "new_parent_page": page.get_parent().pk, **further}
    assert ask_for(client, "copy", page, data).status_code == 302
    return Page.objects.get(slug="twin")


def test_a_copy_has_no_answer_invitation_box_or_act(admin):
    page = make_survey()
    fill_box(page, 12)
    twin = copied(admin, page).specific
    assert twin.questions.raw_data[1]["id"] == page.questions.raw_data[1]["id"]
    for rows in (Box.objects, Asking.objects):
        assert not rows.filter(page_id=twin.pk).exists()
    assert (SealedAnswer.objects.count(), twin.acts.count(), twin.results, twin.live) == (12, 0, None, False)


def test_copies_made_with_the_page_above_are_drafts_without_answers(admin):
    page, _nynorsk, _english = make_survey_in_three_languages()
    fill_box(page, 12)
    above = copied(admin, page.get_parent(), copy_subpages="on", publish_copies="on")
    twin = above.get_children().get().specific
    assert not twin.live and twin.title == page.title
    assert Box.objects.get().page_id == page.pk and SealedAnswer.objects.count() == 12


def test_a_mirrored_page_made_a_page_of_its_own_is_a_draft_without_answers(admin):
    page = make_survey()
    fill_box(page, 12)
    mirror = page.create_alias(update_slug="mirror")
    assert ask_for(admin, "convert_alias", mirror).status_code == 302
    mirror = SurveyPage.objects.get(pk=mirror.pk)
    assert mirror.alias_of_id is None and not mirror.live
    assert Box.objects.get().page_id == page.pk and SealedAnswer.objects.count() == 12


def remove(client, locale):
    return client.post(reverse("wagtaillocales:delete", args=[locale.pk]))


def test_a_language_that_pages_are_in_is_not_removed(admin):
    page, nynorsk, _english = make_survey_in_three_languages()
    remove(admin, nynorsk.locale)
    remove(admin, page.locale)
    assert Locale.objects.count() == 3
    assert set(Box.objects.get().translations) == {"nn", "en"}


def test_a_language_that_is_removed_takes_no_answer_along_and_its_links_lead_to_bokmal(admin):
    page, nynorsk, _english = make_survey_in_three_languages()
    answered, invited = invite(page), invite(page)
    admin.post(address("nn", "form", answered), filled_in(page))
    front_page(admin, nynorsk)
    assert remove(admin, nynorsk.locale).status_code == 302
    assert not Locale.objects.filter(language_code="nn").exists()
    assert admin.get(address("nn", "form", invited)).url == address("nb", "form", invited)
    assert admin.get(address("nn", "receipt", answered)).status_code in (200, 302)
    assert admin.post(address("nn", "form", invited), filled_in(page)).status_code == 302
    assert SealedAnswer.objects.count() == 2
    page.title = "Corrected afterwards"
    page.save_revision().publish()
    assert set(Box.objects.get().translations) == {"en"}
    assert Asking.objects.get().is_open(timezone.now())
