"""What residents are told before they answer stands: the mode, what is added to answers, consent and age."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from figures.shares import smallest_group
from invitations.models import Asking, Invitation
from members.tests.builders import make_member
from panel_pages.tests.answering import form_url, opened_answers
from panel_pages.tests.builders import QUESTIONS, filled_in, invite, make_survey
from panel_pages.tests.modes import HEADINGS, answered_by, days, in_code, open_up, told
from panel_pages.tests.stepping import STEPS, answer_all, url
from surveys.models import Box, FreeText, Response, SealedAnswer

pytestmark = pytest.mark.django_db


CHANGES = [
    {"identity_mode": "identified"},
    {"subject_until_on": days(120)},
    {"adds_gender": True},
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_been_promised_stands_from_the_first_answer(client, change):
    page = in_code()
    for name, value in change.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.identity_mode, page.subject_until_on, page.adds_gender = "pseudonymous", days(90), False
    page.save_revision().publish()
    answered_by(client, page, 1)
    for name, value in change.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError):
        page.save_revision().publish()
    with pytest.raises(ValidationError):
        page.save()
    assert Box.objects.get().identity_mode == "pseudonymous"
    assert Box.objects.get().background == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"identity_mode": "pseudonymous"},
        {"identity_mode": "pseudonymous", "subject_until_on": days(2)},
        {"identity_mode": "pseudonymous", "subject_until_on": days(900)},
        {"adds_age": True, "adds_gender": True, "adds_zone": True},
    ],
)
def test_what_cannot_be_promised_is_not_published(wrong):
    with pytest.raises(ValidationError):
        make_survey(**wrong)


def test_background_is_coarse_and_never_beside_a_text(client):
    page = make_survey(adds_age=True, adds_gender=True)
    for gender, count in (("woman", 12), ("man", 3)):
        for invitation in [
            invite(page, make_member(gender=gender, birth_year=timezone.now().year - 35)) for place in range(count)
        ]:
            client.post(form_url(invitation), filled_in(page) | told(page))
    another = invite(page, make_member(birth_year=timezone.now().year - 35))
    assert _("age group") in client.get(form_url(another)).content.decode()

    open_up(page)

    stored = [tuple(background.values()) for background in Response.objects.values_list("background", flat=True)]
    assert ("background_age", _("Age group")) in page.get_data_fields()
    assert Response.objects.first().get_data()["background_age"] == "30–44"
    # Three men would be known, and so would three of whom only the age is told.
    assert set(stored) == {("30–44", "")}
    assert {field.name for field in FreeText._meta.get_fields() if field.concrete} == {
        "id", "structure", "question", "text", "subject", "is_from_open_link",
    }  # fmt: skip


def test_without_background_nothing_is_added(client):
    page = make_survey()
    answered_by(client, page, smallest_group())
    open_up(page)
    assert set(map(str, Response.objects.values_list("background", flat=True))) == {"{}"}


def test_sealed_rows_of_a_survey_have_one_length_in_every_mode(client):
    page = in_code(adds_zone=True)
    answered_by(client, page, 2)
    answered_by(client, page, 1, **{"What first?": "x" * 900})
    assert len({len(bytes(data)) for data in SealedAnswer.objects.values_list("ciphertext", flat=True)}) == 1


def test_special_categories_ask_adults_only_and_consent_before_anything_is_taken(client):
    page = make_survey(has_special_categories=True, min_age=16)
    assert Asking.objects.get().min_age == 18
    invitation = invite(page)

    refused = client.post(form_url(invitation), filled_in(page) | told(page))
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "<title>Feil:" in html and 'href="#consent"' in html and "The search" in html
    assert not SealedAnswer.objects.exists()

    assert client.post(form_url(invitation), filled_in(page) | {"consent": "yes"}).status_code == 302
    assert "consent" not in str(opened_answers())


def test_the_age_limit_goes_to_whom_may_be_asked():
    make_survey(min_age=16)
    assert Asking.objects.get().min_age == 16
    assert Asking.objects.get().is_for(timezone.now().year - 30, year=timezone.now().year)


def test_other_surveys_ask_no_consent(client):
    page = make_survey()
    assert 'id="consent"' not in client.get(form_url(invite(page))).content.decode()


@pytest.mark.parametrize("questions", [QUESTIONS, STEPS])
def test_whoever_was_told_something_else_is_told_anew_before_anything_is_stored(client, questions):
    page = make_survey(questions=questions)
    invitation = invite(page)
    if questions is STEPS:
        answer_all(client, page, invitation)
        address, data = url("review", invitation), {"told": "anonymous"}
    else:
        address, data = form_url(invitation), filled_in(page) | {"told": "anonymous"}
    page.identity_mode = "identified"
    page.save_revision().publish()

    response = client.post(address, data)

    assert response.status_code == 422
    assert f"<h2>{_(HEADINGS['identified'])}</h2>" in response.content.decode()
    assert not SealedAnswer.objects.exists() and not Invitation.objects.get().answered
    assert client.post(address, data | told(page)).status_code == 302
    assert SealedAnswer.objects.exists()
