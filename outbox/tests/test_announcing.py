"""The next mail is announced while the one before is marked, to servers that take several commands at once (RFC 2920)."""

import smtplib

import pytest
from django.core.mail import get_connection

from outbox.models import Message
from outbox.queue import enqueue_many
from outbox.registry import MAIL_KINDS, MailKind
from outbox.sending import drain

pytestmark = pytest.mark.django_db
KIND = "outbox.many"
A, B, C = ADDRESSES = ["a@example.org", "b@example.org", "c@example.org"]


@pytest.fixture
def between(monkeypatch):
    """What happens in the commit between two mails: functions of the one before, by its address."""
    acts = {}

    def sent(message):
        acts.get(message.subject, lambda: None)()
        return []

    monkeypatch.setitem(MAIL_KINDS, KIND, MailKind(MAIL_KINDS[KIND].build, sent=sent))
    return acts


@pytest.fixture
def connection(mailbox):
    """A connection to the mail server, which has said what it takes."""
    with get_connection() as backend:
        assert backend.connection.takes_several()
        yield backend.connection


def states():
    return dict(Message.objects.values_list("subject", "state"))


def test_the_next_is_announced_before_the_one_before_is_marked(mailbox, between):
    between[A] = lambda: mailbox.wait_until(lambda: B in mailbox.named, deadline=20)
    enqueue_many(KIND, ADDRESSES)
    drain()
    assert mailbox.addresses() == ADDRESSES


def test_nothing_is_announced_to_a_server_that_takes_one_command_at_a_time(mailbox, between):
    mailbox.takes_several, heard = False, []
    between[A] = lambda: heard.extend(mailbox.named)
    enqueue_many(KIND, ADDRESSES)
    drain()
    assert heard == [A]
    assert mailbox.addresses() == ADDRESSES


def test_a_mail_is_not_handed_over_when_its_claim_is_lost_after_it_was_announced(mailbox, between):
    between[A] = lambda: Message.objects.filter(subject=B).update(state=Message.State.HELD)
    enqueue_many(KIND, ADDRESSES)
    drain()
    assert mailbox.addresses() == [A, C]
    assert states() == {A: "sent", B: "held", C: "sent"}


def test_no_mail_goes_to_a_server_that_asks_for_it_and_has_nobody_for_it(mailbox, monkeypatch):
    refuse = mailbox.handle_RCPT

    async def refuse_and_forget(server, session, envelope, address, options):
        answer = await refuse(server, session, envelope, address, options)
        if address == B:
            envelope.rcpt_tos.append(address)
            return "550 nobody"
        return answer

    monkeypatch.setattr(mailbox, "handle_RCPT", refuse_and_forget)
    enqueue_many(KIND, ADDRESSES)
    drain()
    assert mailbox.addresses() == [A, C]
    assert states() == {A: "sent", B: "failed", C: "sent"}


def test_lines_that_begin_with_a_dot_arrive_as_they_are(mailbox, connection):
    mail = b"Subject: x\r\n\r\n.\r\n..\r\n.a\r\nb.\r\n"
    connection.hand_over("x@example.org", A, mail)
    connection.hand_over("x@example.org", B, mail)
    assert [mail.get_content() for _to, mail in mailbox.received] == [".\r\n..\r\n.a\r\nb.\r\n"] * 2


def test_no_other_mail_is_handed_over_than_the_one_announced(mailbox, connection):
    connection.announce("x@example.org", A, 3)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        connection.hand_over("x@example.org", B, b"x\r\n")
    assert mailbox.received == []


def test_a_connection_with_answers_left_on_it_is_not_used_again(mailbox, connection):
    mailbox.refuse_sender = "550 not from you"
    with pytest.raises(smtplib.SMTPSenderRefused):
        connection.hand_over("x@example.org", A, b"x\r\n")
    assert connection.sock is None
