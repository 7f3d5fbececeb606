"""What becomes of a queued mail, against a real mail server."""

import smtplib
import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.carrier import Carrier
from outbox.letters import message_id
from outbox.models import Hold, Message
from outbox.queue import enqueue, enqueue_many, withdraw
from outbox.registry import MAIL_KINDS, MailKind
from outbox.sending import claim, deliver, drain, release, send_again, settle_abandoned
from outbox.tests import mails
from outbox.tests.smtp import free_port

KIND = "outbox.test"


def states():
    return dict(Message.objects.values_list("subject", "state"))


@pytest.mark.django_db
def test_every_mail_goes_to_one_recipient(mailbox):
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    assert drain() == 2
    assert sorted(mailbox.addresses()) == ["a@example.org", "b@example.org"]
    assert all(len(recipients) == 1 for recipients, _mail in mailbox.received)
    assert set(states().values()) == {"sent"}


@pytest.mark.django_db
def test_queueing_twice_sends_once(mailbox):
    enqueue(KIND, "a@example.org")
    enqueue(KIND, "a@example.org")
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    drain()
    assert sorted(mailbox.addresses()) == ["a@example.org", "b@example.org"]


@pytest.mark.django_db
def test_another_round_is_another_mail(mailbox):
    enqueue(KIND, "a@example.org")
    enqueue(KIND, "a@example.org", round=1)
    drain()
    message_ids = {mail["Message-ID"] for _recipients, mail in mailbox.received}
    assert len(message_ids) == 2


@pytest.mark.django_db
def test_prompt_mail_goes_before_a_mailing(mailbox):
    enqueue_many(KIND, ["bulk@example.org"])
    enqueue(KIND, "prompt@example.org")
    drain()
    assert mailbox.addresses() == ["prompt@example.org", "bulk@example.org"]


@pytest.mark.django_db
def test_mail_for_later_is_not_sent_now(mailbox):
    enqueue(KIND, "a@example.org", not_before_at=timezone.now() + timedelta(hours=1))
    assert drain() == 0
    assert drain(now=timezone.now() + timedelta(hours=2)) == 1


@pytest.mark.django_db
def test_mail_server_that_is_down_delays_mail_and_loses_none(mailbox, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = closed.getsockname()[1]
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    drain()
    assert states() == {"a@example.org": "pending", "b@example.org": "pending"}
    assert mailbox.received == []

    settings.EMAIL_PORT = mailbox.port
    drain(now=timezone.now() + timedelta(hours=2))
    assert sorted(mailbox.addresses()) == ["a@example.org", "b@example.org"]


@pytest.mark.django_db
def test_refused_address_fails_and_stops_nobody_else(mailbox):
    mailbox.refuse["gone@example.org"] = "550 no such user gone@example.org"
    enqueue_many(KIND, ["gone@example.org", "here@example.org"])
    drain()
    assert states() == {"gone@example.org": "failed", "here@example.org": "sent"}
    assert Message.objects.get(subject="gone@example.org").outcome == "smtp 550"


@pytest.mark.django_db
def test_greylisted_address_is_tried_again(mailbox):
    mailbox.refuse["grey@example.org"] = "451 come back later"
    enqueue(KIND, "grey@example.org")
    drain()
    assert states() == {"grey@example.org": "pending"}
    del mailbox.refuse["grey@example.org"]
    drain(now=timezone.now() + timedelta(hours=2))
    assert mailbox.addresses() == ["grey@example.org"]


@pytest.mark.django_db
def test_a_message_is_not_tried_for_ever(mailbox, settings):
    settings.OUTBOX_MAX_ATTEMPTS = 2
    mailbox.refuse["grey@example.org"] = "451 come back later"
    enqueue(KIND, "grey@example.org")
    drain()
    drain(now=timezone.now() + timedelta(hours=2))
    assert states() == {"grey@example.org": "failed"}


@pytest.mark.django_db
def test_one_broken_mail_stops_no_other(mailbox, caplog):
    enqueue_many(KIND, ["broken", "a@example.org"])
    drain()
    assert mailbox.addresses() == ["a@example.org"]
    assert states()["broken"] == "pending"
    assert "kari@example.org" not in caplog.text


@pytest.mark.django_db
def test_skipped_mail_says_why(mailbox):
    enqueue(KIND, "skipped")
    drain()
    message = Message.objects.get()
    assert (message.state, message.outcome) == ("skipped", "for a reason")
    assert mailbox.received == []


@pytest.mark.django_db
def test_the_kind_hears_what_became_of_each_mail(mailbox):
    mailbox.refuse["gone@example.org"] = "550 no"
    enqueue_many(KIND, ["a@example.org", "gone@example.org", "skipped"])
    drain()
    assert dict(mails.settled) == {"a@example.org": "sent", "gone@example.org": "failed", "skipped": "skipped"}


@pytest.mark.django_db
def test_nothing_leaves_while_mail_is_held(mailbox):
    enqueue(KIND, "a@example.org")
    hold = Hold.objects.create()
    assert drain() == 0
    assert mailbox.received == []
    hold.delete()
    assert drain() == 1


@pytest.mark.django_db
def test_withdrawn_mail_is_never_sent(mailbox):
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    assert withdraw([KIND], ["a@example.org"]) == 1
    drain()
    assert mailbox.addresses() == ["b@example.org"]


@pytest.mark.django_db
def test_what_one_worker_has_claimed_another_does_not_get():
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    now = timezone.now()
    assert [message.subject for message in claim(1, now=now)] == ["a@example.org"]
    assert [message.subject for message in claim(5, now=now)] == ["b@example.org"]
    assert claim(5, now=now) == []


@pytest.mark.django_db
def test_message_stores_no_address_text_or_link(mailbox):
    columns = {field.name for field in Message._meta.get_fields()}
    assert columns == {
        "id", "kind", "subject", "round", "context", "priority", "not_before_at", "state", "attempts",
        "lease_until_at", "created_at", "sent_at", "outcome", "batch",
    }  # fmt: skip


@pytest.mark.django_db
def test_mail_is_never_given_up_because_the_server_is_away_for_long(mailbox, settings):
    settings.OUTBOX_MAX_ATTEMPTS = 2
    settings.EMAIL_PORT = free_port()
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    for hours in range(1, 60, 3):
        drain(now=timezone.now() + timedelta(hours=hours))
    assert set(states().values()) == {"pending"}
    assert Message.objects.filter(outcome="ConnectionRefusedError", attempts=0).exists()

    settings.EMAIL_PORT = mailbox.port
    drain(now=timezone.now() + timedelta(minutes=2))  # and it goes soon after the server is back
    assert set(states().values()) == {"sent"}


@pytest.mark.django_db
def test_a_refused_password_is_our_fault_and_fails_no_mail(mailbox, monkeypatch):
    def refuse(self):
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr("outbox.mail_server.EmailBackend.open", refuse)
    enqueue(KIND, "a@example.org")
    drain()
    assert states() == {"a@example.org": "pending"}


@pytest.mark.django_db
def test_a_mail_that_cannot_be_put_on_the_wire_stops_no_other(mailbox, monkeypatch):
    build = MAIL_KINDS[KIND].build

    def build_with_a_header_of_two_lines(message):
        mail = build(message)
        if message.subject == "odd@example.org":
            mail.extra_headers["X-Note"] = "two\nlines"
        return mail

    monkeypatch.setitem(MAIL_KINDS, KIND, MailKind(build_with_a_header_of_two_lines, None))
    enqueue_many(KIND, ["odd@example.org", "a@example.org"])
    drain()
    assert states() == {"odd@example.org": "failed", "a@example.org": "sent"}


@pytest.mark.django_db
def test_pauses_grow_and_the_kind_does_not_hear_of_them(mailbox):
    mailbox.refuse["grey@example.org"] = "451 come back later"
    enqueue(KIND, "grey@example.org")
    pauses = []
    for days in (0, 1):
        drain(now=timezone.now() + timedelta(days=days), batches=1)
        pauses.append(Message.objects.get().lease_until_at - timezone.now())
    assert pauses[1] > pauses[0] * 1.5
    assert mails.settled == []


@pytest.mark.django_db
def test_what_was_claimed_but_not_tried_is_free_again_and_has_lost_no_attempt():
    enqueue(KIND, "a@example.org")
    now = timezone.now()
    claimed = claim(1, now=now)
    assert claim(1, now=now) == []
    release(claimed)
    assert Message.objects.get().attempts == 0
    assert len(claim(1, now=now)) == 1
    assert len(claim(1, now=now + timedelta(hours=1))) == 1  # or its lease runs out


@pytest.mark.django_db
def test_a_worker_whose_claim_was_taken_over_sends_nothing(mailbox):
    enqueue(KIND, "a@example.org")
    now = timezone.now()
    (slow,) = claim(1, now=now)
    (taken_over,) = claim(1, now=now + timedelta(hours=1))
    assert slow.pk == taken_over.pk
    deliver(slow, Carrier())
    assert mailbox.received == []


@pytest.mark.django_db
def test_mail_whose_worker_died_is_uncertain_and_may_be_sent_again_under_the_same_message_id(mailbox):
    enqueue_many(KIND, ["dead@example.org", "alive@example.org"])
    now = timezone.now()
    Message.objects.filter(subject="dead@example.org").update(state="sending", lease_until_at=now - timedelta(1))
    Message.objects.filter(subject="alive@example.org").update(state="sending", lease_until_at=now + timedelta(1))
    assert settle_abandoned(now=now) == 1
    drain()
    assert mailbox.received == []
    assert mails.settled == [("dead@example.org", "uncertain")]

    alive, dead = Message.objects.order_by("subject")
    assert not send_again(alive)
    assert send_again(dead)
    drain()
    ((_recipients, mail),) = mailbox.received
    assert mail["Message-ID"] == message_id(dead)


@pytest.mark.django_db
def test_queueing_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        enqueue(KIND, "a@example.org")


@pytest.mark.django_db
def test_a_kind_that_cannot_take_the_news_stops_the_queue_for_no_other(mailbox, monkeypatch):
    def fail(message):
        if message.subject == "odd@example.org":
            raise ValueError

    monkeypatch.setitem(MAIL_KINDS, KIND, MailKind(MAIL_KINDS[KIND].build, fail))
    enqueue(KIND, "odd@example.org")
    with pytest.raises(ValueError):
        drain()
    enqueue(KIND, "a@example.org")
    drain(now=timezone.now() + timedelta(hours=1))
    assert states() == {"odd@example.org": "sending", "a@example.org": "sent"}
    assert mailbox.addresses() == ["odd@example.org", "a@example.org"]
