"""The words of a mailing: placeholders from a fixed list, replaced and never run."""

import pytest

from invitations.drafts import draft
from invitations.mails import look_at
from invitations.models import Mailing
from invitations.tests.builders import make_asking, make_member, make_page
from invitations.wording import fill, language_for, unknown_placeholders

pytestmark = pytest.mark.django_db


def written(subject, body, **kwargs):
    asking = kwargs.pop("asking", None) or make_asking(page=make_page(title="Lekeplasser & <b>parker</b>"))
    mailing = draft(Mailing.Kind.INVITATION, asking=asking, by=None)
    mailing.texts = {"nb": {"subject": subject, "body": body}}
    return mailing


def html_of(mail):
    return mail.alternatives[0][0]


def test_placeholders_are_replaced_and_escaped_in_html_only():
    mail = look_at(written("Om {tittel}", "Hei!\n\nVi spør om {tittel}. Det tar {minutter} minutter."), "nb")
    assert mail.subject == "TEST: Om Lekeplasser & <b>parker</b>"
    assert "Vi spør om Lekeplasser & <b>parker</b>. Det tar 8 minutter." in mail.body
    assert "Vi spør om Lekeplasser &amp; &lt;b&gt;parker&lt;/b&gt;." in html_of(mail)
    assert "<b>parker" not in html_of(mail)


@pytest.mark.parametrize("text", ["{{ asking.contact_email }}", "{% load static %}", "{asking}", "{tittel.pk}", "{}"])
def test_nothing_but_the_list_is_a_placeholder(text):
    assert fill(text, make_asking()) == text


def test_what_is_put_in_is_not_looked_at_again():
    asking = make_asking(page=make_page(title="{kontakt}"))
    assert fill("{tittel}", asking) == "{kontakt}"


def test_unknown_placeholders_are_found():
    assert unknown_placeholders("{tittel} {navn} {e-post}", has_asking=True) == ["navn", "e-post"]
    assert unknown_placeholders("{tittel}", has_asking=False) == ["tittel"]


def test_a_title_with_a_line_break_makes_no_header_of_two_lines():
    asking = make_asking(page=make_page(title="One\nBcc: everybody@example.org"))
    mail = look_at(written("{tittel}", "x", asking=asking), "nb")
    assert mail.subject == "TEST: One Bcc: everybody@example.org"
    assert "\nBcc:" not in mail.message().as_string().split("\n\n")[0]


def test_links_in_the_text_can_be_clicked_and_lead_where_they_say():
    html = html_of(look_at(written("Hei", "Les mer på https://www.example.org/parker?a=1&b=2."), "nb"))
    assert 'href="https://www.example.org/parker?a=1&amp;b=2"' in html
    assert "<img" not in html


@pytest.mark.parametrize(("texts", "language"), [({}, "en"), ({"nb": {}}, "nb"), ({"nb": {}, "en": {}}, "en")])
def test_a_member_gets_her_language_where_it_was_written_and_else_bokmaal(texts, language):
    assert language_for(Mailing(texts=texts), make_member(language="en")) == language


@pytest.mark.parametrize("kind", ["invitation", "reminder", "results"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_kind_has_a_standard_text_with_contact_and_way_out(kind, language):
    mailing = Mailing(kind=kind, asking=make_asking(page=make_page(title="Lekeplasser")))
    mail = look_at(mailing, language)
    assert "Lekeplasser" in mail.subject
    for part in (mail.body, html_of(mail)):
        assert "kari@example.org" in part
    assert f'<html lang="{language}"' in html_of(mail)
    assert "{" not in mail.body


def test_deadline_and_minutes_stand_in_an_invitation_whatever_is_written():
    mail = look_at(written("Hei", "Kort tekst."), "nb")
    for part in (mail.body, html_of(mail)):
        assert "Svar innen" in part
        assert "8 minutter" in part


def test_a_test_says_that_it_is_one():
    mail = look_at(written("Hei", "Kort tekst."), "nb", to="kari@example.org")
    assert mail.subject.startswith("TEST: ")
    assert mail.to == ["kari@example.org"]
    assert "/svar/" not in mail.body
