from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from members.enrolment import confirm
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
    assert not Message.objects.exists()


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


def send_for(address):
    """Queue and send the mail about a new enrolment of `address`; return how many mails went."""
    return len(send_about(make_enrolment(email=address)))


def let_time_pass(**passed):
    """Move what has been sent back in time."""
    for message in Message.objects.all():
        message.sent_at = message.sent_at and message.sent_at - timedelta(**passed)
        message.created_at -= timedelta(**passed)
        message.save()


@pytest.mark.parametrize("is_member", [False, True])
def test_an_address_gets_no_second_mail_within_the_hour_and_others_are_not_held_up(is_member):
    if is_member:
        make_member(email="kari@example.org")
    assert send_for("kari@example.org") == 1
    assert send_for("KARI@example.org") == 0
    assert Message.objects.latest("pk").outcome == "written to lately"
    assert send_for("ola@example.org") == 1


def test_after_an_hour_the_form_can_be_sent_again_however_often_it_was_tried():
    assert send_for("kari@example.org") == 1
    let_time_pass(minutes=55)
    assert send_for("kari@example.org") == 0
    let_time_pass(minutes=6)
    assert send_for("kari@example.org") == 1


def test_of_many_that_wait_for_the_mail_server_one_goes():
    for _time in range(5):
        enqueue("members.confirm_enrolment", make_enrolment(email="kari@example.org").pk)
    mail.outbox.clear()
    drain()
    assert len(mail.outbox) == 1
    assert Message.objects.filter(outcome="written to lately").count() == 4


def test_of_two_that_wait_only_the_older_is_written_whichever_is_taken_first():
    older, newer = make_enrolment(email="kari@example.org"), make_enrolment(email="kari@example.org")
    for enrolment in (older, newer):
        enqueue("members.confirm_enrolment", enrolment.pk)
    Message.objects.filter(subject=str(older.pk)).update(not_before_at=timezone.now() + timedelta(minutes=1))
    mail.outbox.clear()
    drain()
    assert mail.outbox == []


@pytest.mark.parametrize("state", ["sending", "uncertain"])
def test_a_mail_that_perhaps_went_counts_and_one_that_was_refused_does_not(state):
    assert send_for("kari@example.org") == 1
    Message.objects.update(state=state, sent_at=None)
    assert send_for("kari@example.org") == 0
    Message.objects.update(state="failed")
    assert send_for("kari@example.org") == 1


def test_whoever_has_just_confirmed_is_told_at_once_that_she_is_a_member():
    enrolment = make_enrolment(email="kari@example.org")
    assert len(send_about(enrolment)) == 1
    confirm(enrolment, now=timezone.now())
    assert send_for("kari@example.org") == 1
