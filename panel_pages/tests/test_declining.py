"""«No thanks to this one»: no reminders, and still a member who may answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking, Invitation
from invitations.tests.builders import link_to
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import filled_in, invite, make_survey

pytestmark = pytest.mark.django_db


def url(invitation):
    return reverse("no_thanks", args=[link_to(invitation)])


def is_declined(invitation):
    return Invitation.objects.get(pk=invitation.pk).declined


def test_looking_asks_and_changes_nothing(client):
    invitation = invite(make_survey())
    for method in (client.get, client.head):
        response = method(url(invitation))
        assert response.status_code == 200
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in response.headers["Cache-Control"]
    assert not is_declined(invitation)


def test_pressing_says_no_and_the_form_still_takes_an_answer(client):
    page = make_survey()
    invitation = invite(page)
    client.post(url(invitation))
    assert is_declined(invitation)
    assert client.post(form_url(invitation), filled_in(page)).status_code == 302
    assert Invitation.objects.get().answered


def test_an_answer_is_not_taken_back_by_saying_no(client):
    invitation = invite(make_survey(), answered=True)
    client.post(url(invitation))
    assert not is_declined(invitation)


def test_what_is_over_cannot_be_declined(client):
    page = make_survey()
    invitation = invite(page)
    Asking.objects.update(closes_at=timezone.now() - timedelta(days=1))
    assert client.post(url(invitation)).status_code == 410
    assert not is_declined(invitation)


@pytest.mark.parametrize("link", ["1.AAAAAAAAAAAAAAAAAAAAAA", "x", "1"])
def test_a_link_that_opens_nothing_says_so(client, link):
    assert client.post(reverse("no_thanks", args=[link])).status_code == 404


def test_a_cross_site_form_is_refused():
    from django.test import Client

    invitation = invite(make_survey())
    assert Client(enforce_csrf_checks=True).post(url(invitation)).status_code == 403
    assert not is_declined(invitation)
