"""A survey can be tried before it is published: every path of the draft, with nothing that counts or stays in the way."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from invitations.models import Asking
from panel_pages.answering.trying import find_walk, make_test_link
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import QUESTIONS, filled_in, make_staff, make_survey
from panel_pages.tests.stepping import AGREES, STEPS, names, travel, wishes
from surveys.blocks import with_ids
from surveys.models import Box, Draft, SealedAnswer, TestAnswer, Version

pytestmark = pytest.mark.django_db

UNDATED = {"opens_at": None, "closes_at": None, "retention_on": None, "results_due_on": None}
BY_BUS = {"shown_if": {"question": "How?", "rule": "is", "answers": "By bus"}}
BRANCHING = [*STEPS[:3], ("section", STEPS[3][1] | BY_BUS), *STEPS[4:]]


def address(view, link, *args):
    return reverse(f"answering:{view}", args=[link, *args])


def unpublished(**kwargs):
    """A draft without dates, as somebody has just built it."""
    return make_survey(is_published=False, **UNDATED | {"questions": BRANCHING} | kwargs)


def draft_link(page):
    return make_test_link(page.pk, is_draft=True)


def walk(client, page, link, how):
    """Go through the draft, and return the numbers of the steps that were shown."""
    shown, sent = [], {1: {names(page)["How?"]: names(page)[how]}, 2: {names(page)["How far?"]: "7"}, 3: wishes(page)}
    url = address("step", link, 1)
    while "/steg/" in url:
        shown.append(int(re.search(r"/steg/(\d)", url)[1]))
        assert "test-note" in client.get(url).content.decode()
        url = client.post(url, sent[shown[-1]]).url
    assert client.post(url, {"told": "anonymous"}).url == address("receipt", link)
    return shown


@pytest.mark.parametrize(("how", "steps"), [("By bus", [1, 2, 3]), ("On foot", [1, 3])])
def test_any_path_of_a_draft_is_walked_before_anything_is_published(client, how, steps):
    page = unpublished()
    link = draft_link(page)
    html = client.get(address("form", link)).content.decode()
    assert _("At most %(count)s short steps") % {"count": 3} in html and "test-note" in html

    assert walk(client, page, link, how) == steps

    assert client.get(address("receipt", link)).status_code == 200
    assert TestAnswer.objects.get().is_sent
    for model in (Box, Version, Asking, SealedAnswer, Draft):
        assert not model.objects.exists(), model
    assert not SurveyPage.objects.get().live


def test_the_draft_of_an_open_survey_is_tried_beside_what_is_published(client):
    page = make_survey()
    page.questions = with_ids([("short_text", {"label": "Something new", "help_text": "", "required": False})])
    page.save_revision()
    assert "Something new" in client.get(address("form", draft_link(page))).content.decode()
    published = client.get(address("form", make_test_link(page.pk))).content.decode()
    assert "Something new" not in published and "Easy?" in published


def test_a_draft_is_tried_as_it_was_last_saved(client):
    page = unpublished()
    link = draft_link(page)
    client.post(address("step", link, 1), travel(page))
    raw = list(page.questions.raw_data)
    raw[2]["value"]["label"] = "Why so?"
    page.questions = raw
    page.save_revision(clean=False)
    html = client.get(address("step", link, 1)).content.decode()
    assert "Why so?" in html and "It rains" in html


@pytest.mark.parametrize("mode", ["anonymous", "pseudonymous", "identified"])
@pytest.mark.parametrize("questions", [BRANCHING, QUESTIONS, [], [("short_text", {"label": "", "required": False})]])
def test_a_half_written_draft_is_shown_in_every_mode(client, mode, questions):
    page = unpublished(questions=questions, identity_mode=mode, purpose="", contact_email="")
    assert client.get(address("form", draft_link(page))).status_code == 200


def test_a_draft_in_one_page_is_sent_and_changed_where_that_is_possible(client):
    page = unpublished(questions=QUESTIONS, identity_mode="identified")
    link = draft_link(page)
    told = {"told": "identified"}
    assert client.post(address("form", link), filled_in(page) | told).url == address("receipt", link)
    assert "The search" in client.get(address("change", link)).content.decode()
    client.post(address("change", link), filled_in(page, **{"What first?": "The colours"}) | told)
    assert "The colours" in TestAnswer.objects.get().answers.values()


def test_consent_is_asked_of_those_who_try_too(client):
    page = unpublished(has_special_categories=True)
    link = draft_link(page)
    assert client.get(address("step", link, 1)).url == address("form", link)
    assert client.post(address("begin", link)).status_code == 422
    assert client.post(address("begin", link), AGREES).url == address("step", link, 1)


def test_not_you_begins_the_walk_again(client):
    page = unpublished()
    link, other = draft_link(page), draft_link(page)
    for one in (link, other):
        client.post(address("step", one, 1), travel(page))
    client.post(address("start_over", link))
    assert "It rains" not in client.get(address("step", link, 1)).content.decode()
    assert "It rains" in client.get(address("step", other, 1)).content.decode()


def test_the_desk_and_the_editor_lead_to_the_draft_and_one_click_removes_what_was_tried(client, admin_client):
    page = unpublished()
    desk, edit = (
        admin_client.get(reverse(name, args=[page.pk])).content.decode()
        for name in ("survey_desk:desk", "wagtailadmin_pages:edit")
    )
    for html in (desk, edit):
        link = re.search(r"/svar/(test-[^/]+-utkast-[^/]+)/", html)[1]
        assert client.get(address("form", link)).status_code == 200
    walk(client, page, link, "On foot")
    client.post(address("step", draft_link(page), 1), travel(page))  # never finished
    forget = reverse("survey_desk:forget_tests", args=[page.pk])
    assert forget in admin_client.get(reverse("survey_desk:desk", args=[page.pk])).content.decode()
    assert admin_client.post(forget).status_code == 302
    assert not TestAnswer.objects.exists()


def test_what_was_tried_keeps_no_draft_from_being_published_or_deleted(client):
    page, other = unpublished(), unpublished()
    for one in (page, other):
        walk(client, one, draft_link(one), "On foot")
    other.delete()
    assert TestAnswer.objects.count() == 1
    now = timezone.now()
    page = SurveyPage.objects.get()
    page.opens_at, page.closes_at = now, now + timedelta(days=7)
    page.results_due_on = page.retention_on = (now + timedelta(days=60)).date()
    page.save_revision().publish()
    assert not SealedAnswer.objects.exists()


def test_nobody_is_led_to_a_draft_that_is_published_or_over(client, admin_client):
    page = make_survey()
    url = reverse("survey_desk:desk", args=[page.pk])
    assert "-utkast-" not in admin_client.get(url).content.decode()
    link = draft_link(page)
    assert client.get(address("form", link)).status_code == 200
    Asking.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert client.get(address("form", link)).status_code == 404
    page.save_revision()
    assert "-utkast-" not in admin_client.get(url).content.decode()


def test_a_link_to_a_draft_lives_for_two_weeks(client, monkeypatch):
    page = unpublished()
    link = draft_link(page)
    now = timezone.now()
    for days, is_alive in ((13, True), (14, False)):
        with monkeypatch.context() as later:
            later.setattr(timezone, "now", lambda then=now + timedelta(days=days): then)
            assert (find_walk(link, timezone.now()) is not None) is is_alive


def test_a_link_to_what_is_published_opens_no_draft(client):
    page = unpublished()
    link = make_test_link(page.pk)
    assert client.get(address("form", link)).status_code == 404
    forged = link.replace(f"test-{page.pk}-", f"test-{page.pk}-utkast-{timezone.localdate().toordinal()}-")
    assert client.get(address("form", forged)).status_code == 404
    assert client.get(address("form", make_test_link(10**9, is_draft=True))).status_code == 404


def test_those_without_business_at_the_desk_see_no_link(client):
    page = unpublished()
    client.force_login(make_staff())
    assert client.get(reverse("survey_desk:desk", args=[page.pk])).status_code == 403
