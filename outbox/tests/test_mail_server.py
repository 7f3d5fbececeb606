"""A mail server that misbehaves: silent, closing, busy; and an installation that may write to few."""

from datetime import timedelta
from smtplib import SMTPDataError

import pytest
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from outbox.models import Message
from outbox.queue import enqueue, enqueue_many
from outbox.sending import drain, send_again, settle_sent

pytestmark = pytest.mark.django_db
NUMBERED = [f"member{number}@example.org" for number in range(6)]


@pytest.fixture(
    autouse=True,
    params=[("outbox.test", True), ("outbox.many", True), ("outbox.many", False)],
    ids=["written one by one", "ready, announced", "ready, to a server that takes one command at a time"],
)
def kind(request, mailbox):
    """A kind of mail, by each of the ways on which mails are handed over."""
    kind, mailbox.takes_several = request.param
    return kind


def states():
    return dict(Message.objects.values_list("subject", "state"))


def later(**kwargs):
    return timezone.now() + timedelta(**kwargs)


def test_silence_after_the_whole_mail_leaves_it_in_doubt_and_never_sends_it_twice(mailbox, settings, kind):
    settings.EMAIL_TIMEOUT = 0.3
    mailbox.gate = 2
    enqueue_many(kind, NUMBERED)
    drain()
    mailbox.gate = None
    drain(now=later(hours=2))
    assert sorted(mailbox.addresses()) == NUMBERED
    assert states() == dict.fromkeys(NUMBERED, "sent") | {NUMBERED[1]: "uncertain"}
    assert Message.objects.get(state="uncertain").outcome == "no answer"


def test_mail_in_doubt_may_be_sent_again_by_hand_under_the_same_message_id(mailbox, settings, kind):
    settings.EMAIL_TIMEOUT = 0.3
    mailbox.gate = 1
    enqueue(kind, "a@example.org")
    drain()
    mailbox.gate = None
    assert send_again(Message.objects.get())
    drain(now=later(hours=2))
    first, second = mailbox.to("a@example.org")
    assert first["Message-ID"] == second["Message-ID"]
    assert states() == {"a@example.org": "sent"}


def test_the_line_rests_after_a_silence_so_that_a_sick_server_makes_one_mail_uncertain(mailbox, settings, kind):
    settings.EMAIL_TIMEOUT = 0.3
    mailbox.gate = 1
    enqueue_many(kind, NUMBERED)
    drain()
    mailbox.gate = 2
    assert drain() == 0
    assert len(mailbox.received) == 1
    mailbox.gate = None
    assert drain(now=later(seconds=settings.OUTBOX_FIRST_PAUSE_SECONDS + 1)) == len(NUMBERED) - 1


def test_a_server_that_closes_the_connection_after_some_mails_delays_and_doubles_none(mailbox, kind):
    mailbox.hangs_up_after = 2
    enqueue_many(kind, NUMBERED)
    drain()
    assert sorted(mailbox.addresses()) == NUMBERED
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_server_that_is_closing_down_costs_no_mail_an_attempt(mailbox, kind):
    mailbox.closes_down = True
    enqueue_many(kind, NUMBERED)
    drain()
    assert set(Message.objects.values_list("state", "attempts")) == {("pending", 0)}
    mailbox.closes_down = False
    drain(now=later(minutes=2))
    assert sorted(mailbox.addresses()) == NUMBERED


def test_a_worker_that_was_thought_dead_and_was_not_is_believed(mailbox, kind):
    enqueue(kind, "a@example.org")
    Message.objects.update(state="uncertain")
    settle_sent(Message.objects.get())
    assert states() == {"a@example.org": "sent"}


def test_a_clock_set_a_day_on_sends_nothing_twice(mailbox, kind):
    enqueue_many(kind, NUMBERED)
    drain()
    drain(now=later(days=1))
    assert sorted(mailbox.addresses()) == NUMBERED


def test_outside_production_only_those_on_the_list_get_mail(mailbox, settings, kind):
    settings.MAIL_ONLY_TO = ["kari@example.com", "example.org"]
    enqueue_many(kind, ["Kari@Example.com", "ola@example.com", "a@example.org", "b@not-example.org"])
    drain()
    assert sorted(mailbox.addresses()) == ["Kari@Example.com", "a@example.org"]
    assert set(Message.objects.filter(state="skipped").values_list("outcome", flat=True)) == {"not on the list"}


def test_an_empty_list_lets_no_mail_out(mailbox, settings, kind):
    settings.MAIL_ONLY_TO = []
    enqueue(kind, "a@example.org")
    drain()
    assert mailbox.received == []


@pytest.mark.parametrize("answer", ["451 not now", "550 not from you", "421 closing down"])
def test_a_refused_sender_costs_no_mail_an_attempt(mailbox, kind, answer):
    mailbox.refuse_sender = answer
    enqueue_many(kind, NUMBERED[:2])
    drain()
    assert set(Message.objects.values_list("state", "attempts")) == {("pending", 0)}
    mailbox.refuse_sender = None
    drain(now=later(minutes=2))
    assert sorted(mailbox.addresses()) == NUMBERED[:2]


def test_refused_addresses_cost_the_others_nothing(mailbox, kind):
    mailbox.refuse = {NUMBERED[1]: "550 nobody", NUMBERED[2]: "451 later", NUMBERED[5]: "550 nobody"}
    enqueue_many(kind, NUMBERED)
    drain()
    assert mailbox.addresses() == [NUMBERED[number] for number in (0, 3, 4)]
    odd = {NUMBERED[1]: "failed", NUMBERED[2]: "pending", NUMBERED[5]: "failed"}
    assert states() == dict.fromkeys(NUMBERED, "sent") | odd
    assert mailbox.connections == 1


def test_an_address_the_server_cannot_carry_fails_alone(mailbox, kind):
    odd = "x@example.org\nBcc: y@example.org"
    enqueue_many(kind, [odd, "a@example.org"])
    drain()
    assert states() == {odd: "failed", "a@example.org": "sent"}
    assert mailbox.addresses() == ["a@example.org"]


def test_who_sends_without_the_worker_waits_for_the_answer(mailbox):
    mailbox.refuse_data = "554 no"
    with get_connection() as backend, pytest.raises(SMTPDataError):
        backend.send_messages([EmailMessage("Hei", "Hei", to=["kari@example.org"])])


def test_a_mail_refused_after_its_end_has_failed_and_the_next_goes(mailbox, kind):
    mailbox.refuse_data = "554 no"
    enqueue_many(kind, NUMBERED[:2])
    drain()
    assert states() == dict.fromkeys(NUMBERED[:2], "failed")
    assert set(Message.objects.values_list("outcome", flat=True)) == {"smtp data 554"}
    mailbox.refuse_data = None
    enqueue(kind, NUMBERED[2])
    drain()
    assert states()[NUMBERED[2]] == "sent"
