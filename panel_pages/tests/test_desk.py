"""The survey desk: what is next, counts only, and nobody without permission."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from invitations.models import Asking, Invitation, Mailing
from invitations.tests.builders import make_member
from panel_pages.desk.stages import Stage
from panel_pages.jobs import open_boxes
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import fill_box, invite, make_staff, make_survey
from panel_pages.tests.modes import named
from surveys.box import delete_expired
from surveys.models import Box, ResultSnapshot

pytestmark = pytest.mark.django_db

ALL = ("invitations.send_mailing", "surveys.see_answers", "surveys.publish_results", "panel_pages.steer_survey")
ACTS = ("choose_audience", "close", "publish")


def url(view, page):
    return reverse(f"survey_desk:{view}", args=[page.pk])


@pytest.fixture
def owner(client):
    """A client logged in as somebody who may do everything at the desk."""
    client.force_login(make_staff(*ALL))
    return client


def close_and_open(page):
    """Let the deadline pass and the worker do its job."""
    now = timezone.now()
    Asking.objects.filter(page_id=page.pk).update(closes_at=now - timedelta(days=1))
    open_boxes(now)


def stage_at(client, page):
    return client.get(url("desk", page)).context["stage"]


def number(html, name):
    return re.search(rf'<dd id="{name}">([^<]*)</dd>', html)[1]


def test_editor_without_the_permissions_gets_403_everywhere(client):
    page = make_survey()
    client.force_login(make_staff())

    assert client.get(reverse("survey_desk:list")).status_code == 403
    assert client.get(url("desk", page)).status_code == 403
    for act in ACTS:
        assert client.get(url(act, page)).status_code == 403
        assert client.post(url(act, page)).status_code == 403
    assert not Mailing.objects.exists()


@pytest.mark.parametrize("view", ["desk", *ACTS])
def test_visitor_is_sent_to_the_login(client, view):
    response = client.get(url(view, make_survey()))

    assert response.status_code == 302
    assert "/admin/login/" in response.url


@pytest.mark.parametrize(("act", "permission"), [("close", ALL[3]), ("choose_audience", ALL[0]), ("publish", ALL[2])])
def test_each_act_needs_its_own_permission(client, act, permission):
    client.force_login(make_staff(*(set(ALL) - {permission})))
    page = make_survey()

    assert client.get(url("desk", page)).status_code == 200
    assert client.get(url(act, page)).status_code == 403
    assert client.post(url(act, page)).status_code == 403


def test_draft_says_publish_first(owner):
    page = make_survey(is_published=False)

    assert stage_at(owner, page) == Stage.DRAFT
    assert owner.post(url("choose_audience", page)).status_code == 302
    assert not Mailing.objects.exists()


def test_before_opening_nobody_is_asked_even_by_who_presses(owner):
    page = make_survey(opens_at=timezone.now() + timedelta(days=1))
    make_member()

    assert stage_at(owner, page) == Stage.PLANNED
    owner.post(url("choose_audience", page))
    owner.post(reverse("survey_desk:send", args=[Mailing.objects.get().pk]), {"already_asked": 0})
    assert not Invitation.objects.exists()


def test_closing_asks_first_and_closes_on_post(owner):
    page = make_survey()

    owner.get(url("close", page))
    assert Asking.objects.get().stopped_at is None
    owner.post(url("close", page))

    assert Asking.objects.get().stopped_at is not None
    assert stage_at(owner, page) == Stage.CLOSING


def test_closed_survey_cannot_be_closed_or_sent(owner):
    page = make_survey()
    make_member()
    owner.post(url("close", page))
    stopped_at = Asking.objects.get().stopped_at

    owner.post(url("close", page))
    owner.post(url("choose_audience", page))

    assert Asking.objects.get().stopped_at == stopped_at
    assert not Invitation.objects.exists()


def test_while_open_the_desk_shows_how_many_never_what_or_who(owner):
    page = make_survey()
    fill_box(page, 12)
    invite(page, make_member(email="somebody@example.org", email_key="somebody@example.org"))

    html = owner.get(url("desk", page)).content.decode()

    assert (number(html, "invited"), number(html, "answered")) == ("13", "12")
    assert "somebody@example.org" not in html
    assert "results" not in owner.get(url("desk", page)).context


@pytest.mark.parametrize(
    ("survey", "is_opened", "is_promised"),
    [(make_survey, False, True), (named, False, False), (make_survey, True, False)],
)
def test_the_desk_promises_never_to_show_what_is_answered_only_where_it_does_not(owner, survey, is_opened, is_promised):
    page = survey()
    if is_opened:
        fill_box(page, 12)
        close_and_open(page)
    html = owner.get(url("desk", page)).content.decode()
    assert (gettext("You see how many have answered, never who or what.") in html) is is_promised


def test_nine_answers_show_only_the_count(owner):
    page = make_survey(findings="<p>We do</p>")
    fill_box(page, 9)
    close_and_open(page)

    response = owner.get(url("desk", page))

    assert response.context["stage"] == Stage.TOO_FEW
    assert number(response.content.decode(), "answered") == "9"
    assert "results" not in response.context
    owner.post(url("publish", page))
    assert not ResultSnapshot.objects.exists()


def test_ten_answers_become_tables_for_those_who_may_see_them(owner, client):
    page = make_survey()
    fill_box(page, 10)
    close_and_open(page)

    response = owner.get(url("desk", page))
    assert response.context["stage"] == Stage.OPENED
    easy = next(item for item in response.context["results"]["items"] if item.get("label") == "Easy?")
    assert [(row["label"], row["count"]) for row in easy["rows"]] == [("Yes", 10), ("No", 0)]
    client.force_login(make_staff("invitations.send_mailing"))
    assert "results" not in client.get(url("desk", page)).context


@pytest.mark.parametrize(("is_special", "is_hidden"), [(False, False), (True, True)])
def test_small_cells_are_hidden_where_the_survey_asks_of_special_categories(owner, is_special, is_hidden):
    page = make_survey(has_special_categories=is_special, findings="<p>We will.</p>")
    fill_box(page, 11)
    fill_box(page, 2, easy="No")
    close_and_open(page)

    tables = {item["label"]: item for item in owner.get(url("desk", page)).context["results"]["items"][1:]}
    assert (tables["Easy?"]["rows"][1]["count"] is None) is is_hidden
    owner.post(url("publish", page))
    tables = {item["label"]: item for item in ResultSnapshot.objects.get().data["items"][1:]}
    assert (tables["Easy?"]["rows"][1]["count"] is None) is is_hidden


def test_results_are_published_once_and_only_with_findings(owner):
    page = make_survey()
    fill_box(page, 10)
    close_and_open(page)

    owner.post(url("publish", page))
    assert not ResultSnapshot.objects.exists()
    SurveyPage.objects.filter(pk=page.pk).update(findings="<p>We mend the search.</p>")
    owner.get(url("publish", page))
    assert not ResultSnapshot.objects.exists()
    owner.post(url("publish", page))
    first = ResultSnapshot.objects.get()
    owner.post(url("publish", page))

    assert ResultSnapshot.objects.get().published_at == first.published_at
    assert first.data["n"] == 10
    assert stage_at(owner, page) == Stage.PUBLISHED


@pytest.mark.parametrize("findings", ["", '<p data-block-key="a1b2c"></p>', "<p> </p>"])
def test_an_emptied_text_is_no_finding(owner, findings):
    page = make_survey(findings=findings)
    fill_box(page, 10)
    close_and_open(page)

    owner.post(url("publish", page))

    assert not ResultSnapshot.objects.exists()


def test_results_whose_answers_have_been_deleted_are_not_published(owner):
    page = make_survey(findings="<p>We mend the search.</p>")
    fill_box(page, 10)
    close_and_open(page)
    delete_expired(today=Box.objects.get().delete_on)

    assert owner.post(url("publish", page)).status_code == 302
    assert owner.get(url("desk", page)).status_code == 200

    assert not ResultSnapshot.objects.exists()


@pytest.mark.parametrize("view", ["desk", *ACTS])
@pytest.mark.parametrize("page_id", [0, 10**12, 10**30])
def test_desk_of_a_number_no_page_has_is_404(owner, view, page_id):
    assert owner.get(reverse(f"survey_desk:{view}", args=[page_id])).status_code == 404


def test_desk_acts_need_a_csrf_token():
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_staff(*ALL))
    page = make_survey()

    assert browser.post(url("close", page)).status_code == 403
    assert Asking.objects.get().stopped_at is None


def test_list_shows_every_survey_in_a_constant_number_of_queries(owner):
    first = make_survey(title="First")
    fill_box(first, 2)
    with CaptureQueriesContext(connection) as one:
        owner.get(reverse("survey_desk:list"))
    for _ in range(5):
        fill_box(make_survey(), 2)
    make_survey(is_published=False, title="A draft")

    with CaptureQueriesContext(connection) as many:
        response = owner.get(reverse("survey_desk:list"))

    assert len(many) == len(one)
    html = response.content.decode()
    assert "First" in html
    assert "A draft" in html


def test_desk_costs_the_same_for_many_members_and_answers(owner):
    page = make_survey()
    fill_box(page, 1)
    owner.post(url("choose_audience", page))
    draft = Mailing.objects.get()
    owner.post(reverse("survey_desk:send", args=[draft.pk]), {"already_asked": 1}, follow=True)
    with CaptureQueriesContext(connection) as few:
        owner.get(url("desk", page))
    fill_box(page, 20)

    with CaptureQueriesContext(connection) as many:
        owner.get(url("desk", page))

    assert len(many) == len(few)


def test_desk_of_a_page_that_is_no_survey_is_404(owner):
    assert owner.get(reverse("survey_desk:desk", args=[1])).status_code == 404


def test_menu_and_explorer_lead_to_the_desk_for_those_who_may_use_it(client, admin_user):
    page = make_survey()
    client.force_login(admin_user)
    html = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    links = re.findall(rf'<a[^>]*href="{url("desk", page)}"[^>]*>', html)
    assert links and all("button-small" in link for link in links), "a link without classes has a huge icon"
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert url("desk", page) in html
    assert url("desk", page) in editor
    assert reverse("survey_desk:list") in html
    client.force_login(make_staff())
    assert reverse("survey_desk:list") not in client.get(reverse("wagtailadmin_home")).content.decode()
