"""An employee tries a survey on the pages residents meet, and nothing of it counts, stays or stands in the way."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking, Invitation
from invitations.tests.builders import link_to
from panel_pages.answering.trying import find_walk, make_test_link
from panel_pages.jobs import forget_unsent
from panel_pages.tests.builders import QUESTIONS, filled_in, invite, make_staff, make_survey
from panel_pages.tests.stepping import STEPS, names, travel, wishes
from surveys.models import Draft, SealedAnswer, TestAnswer
from surveys.versions import has_answers

pytestmark = pytest.mark.django_db


def address(view, link, *args):
    return reverse(f"answering:{view}", args=[link, *args])


def desk(page):
    return reverse("survey_desk:desk", args=[page.pk])


@pytest.mark.parametrize("kwargs", [{}, {"opens_at": timezone.now() + timedelta(days=2)}])
@pytest.mark.parametrize("mode", ["anonymous", "identified"])
def test_trying_goes_all_the_way_and_counts_nowhere(client, kwargs, mode):
    page = make_survey(questions=QUESTIONS, identity_mode=mode, **kwargs)
    invite(page)
    client.force_login(make_staff("surveys.see_answers"))
    link = re.search(r"/svar/(test-[^/]+)/", client.get(desk(page)).content.decode())[1]
    client.logout()
    assert "test-note" in client.get(address("form", link)).content.decode()

    told = {"told": page.survey_box.told}
    response = client.post(address("form", link), filled_in(page) | told)

    assert response.url == address("receipt", link)
    receipt = client.get(response.url).content.decode()
    assert "test-note" in receipt and f'href="{desk(page)}"' in receipt
    assert TestAnswer.objects.count() == 1
    assert not SealedAnswer.objects.exists() and not Draft.objects.exists()
    assert not Invitation.objects.filter(answered=True).exists()
    assert not has_answers(page.pk)


def test_steps_are_tried_with_nothing_among_the_drafts_of_residents(client):
    page = make_survey(questions=STEPS)
    link = make_test_link(page.pk)
    client.post(address("step", link, 1), travel(page))
    assert "It rains" in client.get(address("step", link, 1)).content.decode()
    assert not Draft.objects.exists()
    client.post(address("step", link, 2), {names(page)["How far?"]: "7"})
    client.post(address("step", link, 3), wishes(page))
    assert client.post(address("review", link)).url == address("receipt", link)
    assert TestAnswer.objects.count() == 1 and not Draft.objects.exists()


def test_a_survey_that_was_tried_can_still_be_changed(client):
    page = make_survey()
    client.post(address("form", make_test_link(page.pk)), filled_in(page))
    page.questions.pop()
    page.save_revision().publish()


def test_what_was_tried_is_removed_in_one_click_and_by_itself(client):
    page = make_survey()
    client.force_login(make_staff("surveys.see_answers"))
    forget = reverse("survey_desk:forget_tests", args=[page.pk])
    for _ in range(2):
        client.post(address("form", make_test_link(page.pk)), filled_in(page))
    assert forget in client.get(desk(page)).content.decode()
    assert client.get(forget).status_code == 405
    assert client.post(forget).status_code == 302
    assert not TestAnswer.objects.exists()

    client.post(address("form", make_test_link(page.pk)), filled_in(page))
    Asking.objects.update(closes_at=timezone.now() - timedelta(days=1))
    forget_unsent(timezone.now())
    assert not TestAnswer.objects.exists()


def test_a_test_link_opens_nothing_once_the_survey_is_over(client):
    page = make_survey()
    link = make_test_link(page.pk)
    Asking.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert find_walk(link, timezone.now()) is None
    assert client.get(address("form", link)).status_code == 404


@pytest.mark.parametrize(
    "link",
    [
        "test-1-0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAA",
        "test-",
        "test-1",
        "test-99999999999999999999-0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAA",
    ],
)
def test_a_forged_test_link_is_dead(client, link):
    make_survey()
    assert client.get(address("form", link)).status_code == 404
    assert client.post(address("form", link), {}).status_code == 404


def test_a_test_link_of_one_survey_opens_no_other(client):
    first, second = make_survey(), make_survey()
    link = make_test_link(first.pk).replace(f"test-{first.pk}-", f"test-{second.pk}-")
    assert client.get(address("form", link)).status_code == 404


def test_residents_are_not_told_that_they_try(client):
    page = make_survey()
    link = make_test_link(page.pk)
    client.get(address("form", link))
    assert "test-note" not in client.get(address("form", link_to(invite(page)))).content.decode()
