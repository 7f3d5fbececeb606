"""The answers in Wagtail's Forms menu: who sees them, and how much."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from home.models import HomePage
from panel_pages.tests.builders import fill_box, make_asked_page, make_staff, make_survey
from staff.models import User
from staff.roles import apply_roles
from surveys.answer_log import AnswerEntry
from surveys.box import open_box
from surveys.models import Box, Response
from surveys.slot import drop
from surveys.versions import load_version

NOW = timezone.now()


def login_as(client, role):
    """A logged-in employee with one of the roles."""
    make_asked_page()
    apply_roles()
    user = User.objects.create_user(username=role, password="x")
    user.groups.add(Group.objects.get(name=role))
    # Whatever the tree looks like in this test, both may work in all of it: only the role's permissions differ.
    for permission in GroupPagePermission.objects.filter(page=HomePage.objects.first()):
        GroupPagePermission.objects.get_or_create(
            group=user.groups.first(), page=permission.page, permission=permission.permission
        )
    client.force_login(user)
    return user


def opened_survey(count=12):
    page = make_survey()
    fill_box(page, count)
    open_box(Box.objects.get(page_id=page.pk), settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW)
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["list", "export", "delete", "index"])
def test_an_editor_never_sees_exports_or_deletes_answers(client, url):
    page = opened_survey()
    login_as(client, "Redaktør")
    listing = reverse("wagtailforms:list_submissions", args=[page.pk])
    chosen = Response.objects.first().pk
    if url == "index":
        assert page.title not in client.get(reverse("wagtailforms:index"), follow=True).content.decode()
        return
    if url == "delete":
        response = client.post(f"{listing}delete/?selected-submissions={chosen}")
    else:
        response = client.get(listing, {"export": "csv"} if url == "export" else {})
    assert response.status_code == 403 and "<h1" in response.content.decode()
    assert Response.objects.count() == 12


@pytest.mark.django_db
def test_a_survey_owner_sees_answers_in_words_and_deletes_none(client):
    page = opened_survey()
    login_as(client, "Undersøkelsesansvarlig")
    listing = reverse("wagtailforms:list_submissions", args=[page.pk])
    html = client.get(listing).content.decode()
    assert "Yes" in html
    assert re.search(r"<h1[^>]*>\s*Svar\b", html) and 'role="region" aria-label="Svar"' in html
    # Nothing to tick, and no button, for what is always refused.
    assert "selected-submissions" not in html and reverse("wagtailforms:delete_submissions", args=[page.pk]) not in html
    client.post(f"{listing}delete/?selected-submissions={Response.objects.first().pk}")
    assert Response.objects.count() == 12


@pytest.mark.django_db
def test_a_listing_of_sealed_answers_does_not_say_that_nobody_has_answered(client):
    page = make_survey()
    fill_box(page, 12)
    login_as(client, "Undersøkelsesansvarlig")
    html = client.get(reverse("wagtailforms:list_submissions", args=[page.pk])).content.decode()
    assert "Her er ingen svar å lese. De ligger forseglet til undersøkelsen er stengt" in " ".join(html.split())
    assert "Det er ingen innsendte" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_listing_hands_out_no_file_and_shows_where_one_is_ordered(client, kind):
    page = opened_survey()
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    listing = reverse("wagtailforms:list_submissions", args=[page.pk])
    assert "export=" not in client.get(listing).content.decode()
    assert client.get(listing, {"export": kind}).url == reverse("survey_desk:files", args=[page.pk])


@pytest.mark.django_db
def test_every_look_at_the_listing_is_written_down(client):
    page = opened_survey()
    user = login_as(client, "Undersøkelsesansvarlig")
    client.get(reverse("wagtailforms:list_submissions", args=[page.pk]))
    login_as(client, "Redaktør")
    client.get(reverse("wagtailforms:list_submissions", args=[page.pk]))
    entry = AnswerEntry.objects.get()
    assert (entry.user, entry.page_id, entry.action) == (user, page.pk, AnswerEntry.Action.LISTED)


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "is_shown"), [(9, False), (10, True)])
def test_a_question_answered_by_fewer_than_ten_is_in_no_list(client, count, is_shown):
    page = make_survey()
    fill_box(page, 12)
    box = Box.objects.get(page_id=page.pk)
    where = next(question for question in page.get_form_fields() if question.label == "Where?")
    for _ in range(count):
        drop(box, {where.key: [where.options[0][0]]})
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    url = reverse("wagtailforms:list_submissions", args=[page.pk])
    assert ("Phone" in client.get(url).content.decode()) is is_shown


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "is_shown"), [(9, False), (10, True)])
def test_a_background_kept_of_fewer_than_ten_is_in_no_list_though_many_answered(client, count, is_shown):
    page = opened_survey(20)
    Box.objects.filter(page_id=page.pk).update(background=["age"])
    told = Response.objects.filter(page=page).order_by("pk").values_list("pk", flat=True)[:count]
    Response.objects.filter(page=page).update(background={"age": ""})
    Response.objects.filter(pk__in=list(told)).update(background={"age": "60–74"})
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    html = client.get(reverse("wagtailforms:list_submissions", args=[page.pk])).content.decode()
    assert ("60–74" in html) is ("Aldersgruppe" in html) is is_shown


@pytest.mark.django_db
def test_the_listing_shows_every_answer_once_over_its_pages(client):
    page = opened_survey(45)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    seen = []
    for number in (1, 2, 3):
        response = client.get(reverse("wagtailforms:list_submissions", args=[page.pk]), {"p": number})
        seen += [row["model_id"] for row in response.context["data_rows"]]
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.django_db
def test_the_listing_asks_no_more_of_the_database_for_more_answers(client):
    page, longer = opened_survey(10), opened_survey(19)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    counts = []
    for survey in (page, longer, longer, page):
        load_version.cache_clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailforms:list_submissions", args=[survey.pk]))
        counts.append(len(queries))
    assert counts[2] == counts[3]


@pytest.mark.django_db
def test_only_those_who_may_send_have_the_permission(client):
    assert make_staff("surveys.see_answers").has_perm("surveys.see_answers")
    assert not login_as(client, "Redaktør").has_perm("surveys.see_answers")
