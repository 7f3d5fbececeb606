"""«Send me my link again» says the same and costs the same for every address, and only the mailbox learns more."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking
from invitations.tests.builders import link_to
from members.models import Attempt, LinkRequest
from members.tests.builders import make_enrolment, make_member
from outbox.models import Message
from outbox.sending import drain
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import filled_in, invite, make_survey
from panel_pages.tests.test_no_enumeration import assert_alike, send

pytestmark = pytest.mark.django_db

ASKED, ANSWERED, LEFT_OUT, WAITING = (f"{name}@example.org" for name in ("asked", "answered", "left-out", "waiting"))


@pytest.fixture
def page():
    page = make_survey()
    invite(page, make_member(email=ASKED))
    invite(page, make_member(email=ANSWERED), answered=True)
    make_member(email=LEFT_OUT)
    make_enrolment(email=WAITING)
    return page


def url(page):
    return reverse("answering:link_again", args=[page.pk])


def ask(page, email, **kwargs):
    return Client().post(url(page), {"email": email, "website": ""} | kwargs)


def test_asking_is_alike_for_every_address(page):
    assert_alike(
        lambda email: send(Client(), url(page), {"email": email}), [ASKED, ASKED.upper(), ANSWERED, LEFT_OUT, WAITING]
    )
    assert mail.outbox == []


def test_whoever_was_asked_gets_her_own_link_and_nobody_else_a_mail(page):
    for email in (ASKED, ANSWERED, LEFT_OUT, WAITING, "nobody@example.org"):
        ask(page, email)
    drain()

    (sent,) = mail.outbox
    assert sent.to == [ASKED]
    assert link_to(page.asking.invitations.get(member__email=ASKED)) in sent.body
    # Nothing is kept of what was typed for nothing.
    assert LinkRequest.objects.count() == 1


def test_whoever_may_change_her_answer_gets_the_link_after_answering_too(page):
    until = timezone.localdate() + timedelta(days=90)
    coded = make_survey(identity_mode="pseudonymous", subject_until_on=until)
    invitation = invite(coded)
    told = {"told": coded.survey_box.told}
    assert Client().post(form_url(invitation), filled_in(coded) | told).status_code == 302
    ask(coded, invitation.member.email)
    drain()
    assert [message.to for message in mail.outbox] == [[invitation.member.email]]


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_the_subject_names_no_sensitive_topic(page, is_sensitive):
    Asking.objects.update(has_special_categories=is_sensitive)
    ask(page, ASKED)
    drain()
    assert (page.title not in mail.outbox[0].subject) is is_sensitive
    assert page.title in mail.outbox[0].body
    assert (page.title not in mail.outbox[0].body[:100]) is is_sensitive


def test_a_closed_survey_sends_nothing(page):
    ask(page, ASKED)
    Asking.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    drain()
    assert mail.outbox == []
    assert ask(page, ASKED).status_code == 410


@pytest.mark.parametrize("change", [{"live": False}, {}])
def test_there_is_nothing_to_ask_for_where_nobody_is_asked(client, page, change):
    page_id = page.pk
    if change:
        page.unpublish()
    else:
        Asking.objects.update(opens_at=timezone.now() + timedelta(days=1))
    assert client.get(reverse("answering:link_again", args=[page_id])).status_code == 404


def test_one_address_is_not_written_to_again_and_again(page, settings):
    for _ in range(settings.ASKS_PER_ADDRESS + 3):
        assert ask(page, ASKED).status_code == 302
    assert Message.objects.count() == settings.ASKS_PER_ADDRESS


def test_one_network_is_told_when_to_come_back(page, settings):
    settings.CLIENT_ADDRESS_HEADER, settings.ASKS_PER_NETWORK = "X-Real-IP", 2
    codes = [
        Client().post(url(page), {"email": f"{number}@example.org"}, headers={"X-Real-IP": "203.0.113.9"}).status_code
        for number in range(3)
    ]
    assert codes == [302, 302, 429]
    assert Message.objects.count() == 2
    assert not any("203.0" in attempt.key for attempt in Attempt.objects.all())


def test_looking_writes_nothing_and_a_program_gets_no_mail(client, page):
    assert client.get(url(page)).status_code == 200
    assert ask(page, ASKED, website="http://spam").status_code == 302
    assert not Message.objects.exists()


def test_a_typed_address_that_is_none_is_an_error_in_words(page):
    html = ask(page, "kari").content.decode()
    assert "<title>Feil:" in html


def test_the_open_survey_leads_to_it_and_no_other_does(client, page):
    planned = make_survey(opens_at=timezone.now() + timedelta(days=1))
    assert url(page) in client.get(page.url).content.decode()
    assert url(planned) not in client.get(planned.url).content.decode()
