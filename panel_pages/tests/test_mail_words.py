"""What mails to residents say of a survey, whatever its purpose and identity mode, and what the draft says of them."""

import re

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from invitations.mails import look_at
from invitations.models import Mailing
from invitations.tests.builders import link_to
from outbox.models import Message
from outbox.registry import MAIL_KINDS
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.mailings import send, url
from panel_pages.tests.modes import in_code, named
from surveys.models import ResultSnapshot

pytestmark = pytest.mark.django_db

Kind = Mailing.Kind
PURPOSES = ["Svarene brukes til å gjøre tjenesten bedre.", "Bedre nettsider", "Finner du fram?", "Å lære av feil"]
MODES = {"anonymous": make_survey, "pseudonymous": in_code, "identified": named}


def parts_of(mail):
    """The words of both parts of a mail: plain text, and HTML without its marks."""
    html = mail.alternatives[0][0]
    return [" ".join(part.split()) for part in (mail.body, strip_tags(re.sub(r"(?s)<style>.*?</style>", "", html)))]


@pytest.mark.parametrize(
    ("language", "label"), [("nb", "Hvorfor vi spør"), ("nn", "Kvifor vi spør"), ("en", "Why we ask")]
)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_purpose_follows_words_that_fit_however_it_begins(language, label, purpose):
    asking = make_survey(purpose=purpose).asking
    for part in parts_of(look_at(Mailing(pk=1, kind=Kind.INVITATION, asking=asking), language)):
        assert f"{label}: {purpose}" in part


def test_the_page_behind_the_link_has_the_same_label(client):
    survey = make_survey(purpose=PURPOSES[0])
    html = client.get(form_url(invite(survey)), follow=True).content.decode()
    assert re.search(r"<dt>Hvorfor vi spør</dt>\s*<dd>Svarene brukes til", html)


@pytest.mark.parametrize(
    ("kind", "stands", "not_there"),
    [
        (Kind.INVITATION, "Frist, minutter, den personlige lenken", "Lenken til resultatene"),
        (Kind.RESULTS, "Lenken til resultatene", "personlige lenken"),
        (Kind.INFORMATION, "Bokmål må fylles ut", "personlige lenken"),
    ],
)
def test_the_draft_says_what_stands_in_every_mail_of_its_kind(owner, kind, stands, not_there):
    asking = make_survey().asking if kind != Kind.INFORMATION else None
    html = owner.get(url("mailing", Mailing.objects.create(kind=kind, asking=asking).pk)).content.decode()
    help_text = re.search(r'(?s)<p class="help">(.*?)</p>', html.split(">Ordene<")[1])[1]
    assert stands in help_text
    assert not_there not in help_text


@pytest.mark.parametrize("mode", MODES)
def test_a_results_mail_leads_to_the_results_and_asks_for_nothing(owner, mode):
    survey = MODES[mode](title="Nettsidene")
    invitation = invite(survey)
    ResultSnapshot.objects.create(page=survey, data={"items": []}, published_at=timezone.now())
    owner.post(url("tell", survey.pk))
    send(owner, Mailing.objects.get())
    message = Message.objects.get()
    mail = MAIL_KINDS[message.kind].build(message)
    assert mail.subject == "Resultatene fra «Nettsidene»"
    for part in parts_of(mail):
        assert "Du ble spurt om «Nettsidene»." in part
        assert "Det var The unit som spurte. Lurer du på noe om resultatene? Skriv til Kari Nordmann" in part
        for word in ("Svar innen", "Åpne undersøkelsen", "personlig", "Svarene", "som spør", "påminnelse"):
            assert word not in part
    for part in (mail.body, mail.alternatives[0][0]):
        assert survey.get_full_url() in part or survey.url in part
        assert link_to(invitation) not in part


def test_a_results_mail_is_about_a_survey_that_is_over_in_every_language():
    asking = make_survey().asking
    says = {"nb": "som spurte", "nn": "som spurde", "en": "The unit asked."}
    for language, words in says.items():
        for part in parts_of(look_at(Mailing(pk=1, kind=Kind.RESULTS, asking=asking), language)):
            assert words in part
