import pytest
from django.core import mail
from django.urls import reverse

from members.links import Purpose, make
from members.membership import leave
from outbox.models import Message
from outbox.queue import enqueue
from outbox.sending import drain

from .builders import make_enrolment, make_member

pytestmark = pytest.mark.django_db


def send_about(enrolment):
    """Queue and send the mail about an enrolment; return what was sent."""
    mail.outbox.clear()
    enqueue("members.confirm_enrolment", enrolment.pk)
    drain()
    return mail.outbox


def parts(letter):
    """The texts of a mail: plain and HTML."""
    return [letter.body, letter.alternatives[0].content]


def test_a_new_address_gets_a_link_to_confirm_and_one_that_deletes_the_address(settings):
    enrolment = make_enrolment()
    (letter,) = send_about(enrolment)
    assert letter.to == [enrolment.email]
    for text in parts(letter):
        for view, purpose in (("confirm", Purpose.CONFIRM), ("withdraw", Purpose.WITHDRAW)):
            assert settings.SITE_URL + reverse(f"members:{view}", args=[make(purpose, enrolment)]) in text


def test_a_members_address_gets_no_confirm_link_but_the_way_out():
    member = make_member(email="kari@example.org")
    (letter,) = send_about(make_enrolment(email="KARI@example.org"))
    assert letter.to == ["kari@example.org"]
    for text in parts(letter):
        assert "/medlem/bekreft/" not in text
        assert reverse("members:leave", args=[make(Purpose.LEAVE, member)]) in text


def test_nothing_is_sent_about_an_enrolment_that_is_gone():
    enrolment = make_enrolment()
    member = make_member(email=enrolment.email)
    enqueue("members.confirm_enrolment", enrolment.pk)
    leave(member)
    mail.outbox.clear()
    drain()
    assert mail.outbox == []
    assert Message.objects.get().outcome == "withdrawn"


@pytest.mark.parametrize("is_member", [False, True])
def test_every_mail_has_one_recipient_text_and_html_and_asks_nothing_of_another_host(is_member, settings):
    enrolment = make_enrolment()
    if is_member:
        make_member(email=enrolment.email)
    (letter,) = send_about(enrolment)
    assert len(letter.recipients()) == 1
    assert letter.reply_to == [settings.PANEL_REPLY_TO]
    html = letter.alternatives[0].content
    assert '<html lang="nb">' in html
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("http") == html.count(settings.SITE_URL)
