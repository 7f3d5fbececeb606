"""What a process remembers of a survey makes answering fast, and neither lets an answer in nor keeps one out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from nacl.encoding import Base64Encoder
from nacl.public import PrivateKey

from invitations.models import Asking
from invitations.tests.builders import link_to
from panel_pages.answering.trying import make_test_link
from panel_pages.tests.answering import form_url, opened_answers, receipt_url, statements, written
from panel_pages.tests.builders import filled_in, invite, make_survey
from panel_pages.tests.translating import make_survey_in_three_languages
from surveys.models import Box, SealedAnswer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_of_production")]


@pytest.fixture
def survey(client):
    """A survey this process has shown to somebody. What follows is done past it, as by another process."""
    page = make_survey()
    client.get(form_url(invite(page)))
    return page


def test_a_form_that_is_at_hand_costs_one_query_and_an_answer_two_or_three(client, survey):
    url = form_url(invite(survey))
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(statements(queries)) == 1
    with CaptureQueriesContext(connection) as queries:
        client.post(url, filled_in(survey))
    assert [verb for verb, _table in written(queries)] == ["UPDATE", "INSERT INTO"]
    assert len(statements(queries)) == 1 + (1 if connection.vendor == "postgresql" else 2)


@pytest.mark.parametrize("change", [{"cohort_fixed_at": timezone.now()}, {"stopped_at": timezone.now() - timedelta(1)}])
def test_a_survey_closed_elsewhere_takes_no_answer(client, survey, change):
    invitation = invite(survey)
    Asking.objects.filter(page_id=survey.pk).update(**change)
    response = client.post(form_url(invitation), filled_in(survey))
    assert response.status_code == 410
    assert gettext("The survey is closed") in response.content.decode()
    assert not SealedAnswer.objects.exists()


def test_a_survey_taken_down_elsewhere_takes_no_answer(client, survey):
    invitation = invite(survey)
    type(survey).objects.filter(pk=survey.pk).update(live=False)
    assert client.post(form_url(invitation), filled_in(survey)).status_code >= 400
    assert not SealedAnswer.objects.exists()


@pytest.mark.parametrize("dates", [{"closes_at": -1}, {"opens_at": 1}])
def test_a_survey_that_is_prolonged_or_opened_elsewhere_turns_nobody_away(client, dates):
    page = make_survey()
    of_the_page = Asking.objects.filter(page_id=page.pk)
    as_published = of_the_page.values("opens_at", "closes_at").get()
    of_the_page.update(**{name: timezone.now() + timedelta(days=days) for name, days in dates.items()})
    url = form_url(invite(page))
    assert "csrfmiddlewaretoken" not in client.get(url).content.decode()
    of_the_page.update(**as_published)
    assert "csrfmiddlewaretoken" in client.get(url).content.decode()
    assert client.post(url, filled_in(page)).status_code == 302
    assert SealedAnswer.objects.count() == 1


def test_an_answer_is_sealed_to_the_box_as_it_is_and_not_as_it_was(client, survey, settings):
    key = PrivateKey.generate()
    settings.SURVEY_BOX_PRIVATE_KEYS = [key.encode(Base64Encoder).decode()]
    public_key = key.public_key.encode(Base64Encoder).decode()
    Box.objects.update(size=Box.objects.get().size + 1000, public_key=public_key)
    assert client.post(form_url(invite(survey)), filled_in(survey)).status_code == 302
    (answers,) = opened_answers()
    assert 4 in answers.values()
    # libsodium's seal is 48 bytes, the end mark one.
    assert len(SealedAnswer.objects.get().ciphertext) == Box.objects.get().size + 49


def test_the_receipt_of_an_employee_who_tries_is_never_a_residents(client, survey):
    link = make_test_link(survey.pk)
    client.post(reverse("answering:form", args=[link]), filled_in(survey))
    tried = client.get(reverse("answering:receipt", args=[link])).content.decode()
    sent = [client.get(receipt_url(invite(survey, answered=True))).content.decode() for _resident in range(2)]
    assert "test-note" in tried
    assert "test-note" not in sent[0] and sent[0] == sent[1]


def test_a_receipt_with_a_way_back_to_the_answer_has_the_link_of_its_own_reader(client):
    page = make_survey(identity_mode="identified")
    for invitation in (invite(page, answered=True), invite(page, answered=True)):
        assert (
            reverse("answering:change", args=[link_to(invitation)])
            in client.get(receipt_url(invitation)).content.decode()
        )


def test_no_receipt_that_is_drawn_for_all_has_a_link_of_one_of_them(client):
    page, _nynorsk, _english = make_survey_in_three_languages()
    invitation = invite(page, answered=True)
    html = client.get(receipt_url(invitation)).content.decode()
    assert "/svar/" not in html and link_to(invitation) not in html


def test_a_receipt_is_kept_for_readers_of_its_own_language(client, survey):
    Asking.objects.update(translations={"nn": {}})
    address = receipt_url(invite(survey, answered=True))
    for language, start in (("nb", ""), ("nn", "/nn")):
        assert f'<html lang="{language}"' in client.get(start + address).content.decode()
