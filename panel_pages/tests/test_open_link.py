"""An open survey takes answers from everybody, in the same box, apart from the panel's and never in its response rate."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from figures.shares import smallest_group
from invitations.counts import counts
from invitations.models import Asking, Invitation
from members.models import Attempt
from panel_pages.jobs import open_boxes
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import field_names, filled_in, invite, make_staff, make_survey
from panel_pages.tests.stepping import STEPS, travel, wishes
from surveys.models import Box, Draft, FreeText, Response, SealedAnswer
from surveys.results import results

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_survey(is_open_to_all=True)


def url(page):
    return reverse("answering:open", args=[page.pk])


def answer_openly(page, count, **changes):
    for _ in range(count):
        assert Client().post(url(page), filled_in(page, **changes)).status_code == 302


def answer_as_asked(page, count):
    for _ in range(count):
        assert Client().post(form_url(invite(page)), filled_in(page)).status_code == 302


def open_up(page):
    Asking.objects.filter(page=page).update(
        opens_at=timezone.now() - timedelta(days=3), closes_at=timezone.now() - timedelta(days=2)
    )
    open_boxes(timezone.now())
    return Box.objects.get(page_id=page.pk)


def test_an_answer_falls_into_the_box_and_nothing_is_kept_of_who_it_was(client, page):
    assert url(page) in client.get(page.url).content.decode()
    html = client.get(url(page)).content.decode()
    assert 'name="told"' in html

    response = client.post(url(page), filled_in(page))

    assert response.status_code == 302
    assert client.get(response.url).status_code == 200
    assert SealedAnswer.objects.count() == 1
    assert not Draft.objects.exists() and not Invitation.objects.exists() and not Attempt.objects.exists()


def test_rows_of_the_panel_and_of_everybody_look_alike(page):
    answer_openly(page, 1, **{"What first?": "x" * 700})
    answer_as_asked(page, 1)
    assert len({len(bytes(data)) for data in SealedAnswer.objects.values_list("ciphertext", flat=True)}) == 1


def test_they_are_counted_apart_and_in_no_response_rate(page):
    answer_as_asked(page, smallest_group())
    answer_openly(page, smallest_group() + 2)
    assert counts(page.asking).answered == smallest_group()

    box = open_up(page)

    assert (box.opened_count, box.open_link_count) == (smallest_group(), smallest_group() + 2)
    data = results(box, invited=Asking.objects.get().invited_count)
    assert (data["n"], data["rate"]) == (smallest_group(), 100)
    assert data["open_link"]["n"] == smallest_group() + 2
    ours, theirs = (
        next(item for item in some["items"] if item["type"] == "single_choice") for some in (data, data["open_link"])
    )
    assert (ours["n"], theirs["n"]) == (smallest_group(), smallest_group() + 2)


@pytest.mark.parametrize(("asked", "others", "opened"), [(10, 9, (10, 0)), (9, 10, (0, 10)), (9, 9, None)])
def test_the_smaller_group_stays_sealed(page, asked, others, opened):
    answer_as_asked(page, asked)
    answer_openly(page, others)

    box = open_up(page)

    if opened is None:
        assert box.opened_at is None and not Response.objects.exists()
    else:
        assert (box.opened_count, box.open_link_count) == opened
        assert Response.objects.filter(is_from_open_link=opened[0] == 0).count() == 10
        assert SealedAnswer.objects.count() == 9
        assert set(FreeText.objects.values_list("is_from_open_link", flat=True)) == {opened[0] == 0}


def test_the_desk_counts_them_while_it_is_open(client, page):
    answer_as_asked(page, 1)
    answer_openly(page, 2)
    client.force_login(make_staff("surveys.see_answers"))
    html = client.get(reverse("survey_desk:desk", args=[page.pk])).content.decode()
    assert '<dd id="open-link">2</dd>' in html
    assert '<dd id="answered">1</dd>' in html


def test_other_surveys_are_open_to_those_who_were_asked_only(client):
    page = make_survey()
    assert client.get(url(page)).status_code == 404
    assert client.post(url(page), filled_in(page)).status_code == 404
    assert url(page) not in client.get(page.url).content.decode()
    assert not SealedAnswer.objects.exists()


def test_it_opens_and_closes_like_all_others(client, page):
    Asking.objects.update(opens_at=timezone.now() + timedelta(hours=1))
    assert client.post(url(page), filled_in(page)).status_code == 200
    Asking.objects.update(opens_at=timezone.now() - timedelta(days=2), closes_at=timezone.now() - timedelta(days=1))
    late = client.post(url(page), filled_in(page))
    assert late.status_code == 410 and "The search" in late.content.decode()
    assert client.get(url(page)).status_code == 410
    assert not SealedAnswer.objects.exists()


def test_a_network_that_sends_too_often_waits(page, settings):
    settings.CLIENT_ADDRESS_HEADER, settings.ASKS_PER_NETWORK = "X-Real-IP", 2
    sent = [Client().post(url(page), filled_in(page), headers={"X-Real-IP": "203.0.113.7"}) for _ in range(3)]
    assert [response.status_code for response in sent] == [302, 302, 429]
    # And keeps what is written until then.
    assert f'name="{field_names(page)["What first?"]}" value="The search"' in sent[2].content.decode()
    assert SealedAnswer.objects.count() == 2


def test_steps_are_on_one_page_without_a_draft(client):
    page = make_survey(questions=STEPS, is_open_to_all=True)
    assert client.post(url(page), travel(page) | wishes(page)).status_code == 302
    assert not Draft.objects.exists()


def test_age_and_consent_are_asked_of_those_we_do_not_know(client):
    page = make_survey(is_open_to_all=True, has_special_categories=True)
    for ticks in ({}, {"consent": "yes"}, {"old_enough": "yes"}):
        assert client.post(url(page), filled_in(page) | ticks).status_code == 422
    assert client.post(url(page), filled_in(page) | {"consent": "yes", "old_enough": "yes"}).status_code == 302


@pytest.mark.parametrize("wrong", [{"adds_age": True}, {"identity_mode": "identified"}])
def test_only_an_anonymous_survey_without_background_is_open_to_all(wrong):
    with pytest.raises(ValidationError):
        make_survey(is_open_to_all=True, **wrong)


def test_it_cannot_be_opened_to_all_when_somebody_has_answered(client):
    page = make_survey()
    client.post(form_url(invite(page)), filled_in(page))
    page.is_open_to_all = True
    with pytest.raises(ValidationError):
        page.save_revision().publish()
