"""Every mail in the member's language, about a survey in the words of that language."""

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from invitations.drafts import draft
from invitations.mails import answer_url, look_at, personal_url, write
from invitations.tests.builders import link_to, make_member
from members.mails.joining import compose_confirm
from members.models import Member
from members.tests.builders import make_enrolment
from outbox.letters import compose
from outbox.models import Message
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.translating import make_survey_in_three_languages

pytestmark = pytest.mark.django_db

TITLES = {"nb": "The web pages", "nn": "Nettsidene", "en": "The web"}
KINDS = ["invitation", "reminder", "results"]
# Mails about membership, with what their templates need.
ABOUT_MEMBERSHIP = {
    "already_member": {}, "confirm_details": {"confirm_details_url": "https://x.example"},
    "confirm_enrolment": {"confirm_url": "https://x.example", "days": 7, "source": "site"},
    "move_from": {"move_url": "https://x.example", "days": 7}, "move_taken": {},
    "move_to": {"move_url": "https://x.example", "days": 7}, "own_page": {"enter_url": "https://x.example"},
    "stay": {"stay_url": "https://x.example", "days": 30},
}  # fmt: skip


def mail_to(page, language, kind="invitation"):
    invitation = invite(page, make_member(language=language))
    mailing = draft(kind, asking=page.asking, by=None)
    return invitation, write(
        mailing, invitation.member, message=Message(kind="x", subject="1"), answer_url=answer_url(invitation)
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_mail_about_a_survey_names_it_in_the_members_language(language, kind):
    page, *_translations = make_survey_in_three_languages()
    _invitation, mail = mail_to(page, language, kind)
    html = mail.alternatives[0][0]
    assert TITLES[language] in mail.subject and TITLES[language] in html
    assert f'<html lang="{language}"' in html
    for other in set(TITLES) - {language}:
        assert not any(quoted in mail.body for quoted in (f"«{TITLES[other]}»", f"“{TITLES[other]}”"))


@pytest.mark.parametrize(("language", "prefix"), [("nb", "/svar/"), ("nn", "/nn/svar/"), ("en", "/en/svar/")])
def test_the_link_in_a_mail_opens_the_survey_in_the_members_language(client, language, prefix):
    page, *_translations = make_survey_in_three_languages()
    invitation, mail = mail_to(page, language)
    assert f"{prefix}{link_to(invitation)}/" in mail.body
    assert f"/{'' if language == 'nb' else language + '/'}nei-takk/" in personal_url("no_thanks", invitation)
    assert client.get(prefix + link_to(invitation) + "/").status_code == 200


def test_the_link_falls_back_to_bokmal_where_the_survey_has_no_other_words():
    _invitation, mail = mail_to(make_survey(), "en")
    assert "/en/svar/" not in mail.body and "/svar/" in mail.body
    assert "The web pages" in mail.subject


def test_placeholders_speak_the_language_of_the_mail():
    page, *_translations = make_survey_in_three_languages()
    mailing = draft("invitation", asking=page.asking, by=None)
    mailing.texts = {code: {"subject": "{tittel}", "body": "{formål}"} for code in TITLES}
    assert look_at(mailing, "nn").subject == "TEST: Nettsidene"
    assert "A better web" in look_at(mailing, "en").body


def test_results_lead_to_the_page_in_the_members_language(home_page):
    page, nynorsk, _english = make_survey_in_three_languages()
    assert nynorsk.url.startswith("/nn/")
    _invitation, mail = mail_to(page, "nn", "results")
    assert nynorsk.url in mail.body


@pytest.mark.parametrize("name", ABOUT_MEMBERSHIP)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_mail_about_membership_speaks_the_members_language(name, language):
    mail = compose(
        name, "kari@example.org", ABOUT_MEMBERSHIP[name], message=Message(kind=name, subject="1"),
        way_out_url="https://x.example", language=language,
    )  # fmt: skip
    html = mail.alternatives[0][0]
    assert f'<html lang="{language}"' in html and mail.subject
    with translation.override(language):
        assert _("Regards,") in mail.body and _("Regards,") in html


def test_an_enrolment_is_confirmed_in_the_language_that_was_chosen():
    enrolment = make_enrolment(language="nn")
    mail = compose_confirm(enrolment, Message(kind="x", subject="1"))
    assert '<html lang="nn"' in mail.alternatives[0][0]
    assert not Member.objects.exists()
