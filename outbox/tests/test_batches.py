"""Mails queued together can be held, let go and called off together."""

import pytest
from django.utils import timezone

from outbox.carrier import Carrier
from outbox.models import Message
from outbox.queue import call_off_batch, enqueue_many, enqueue_rows, hold_batch, resume_batch
from outbox.rows import insert_from
from outbox.sending import claim, deliver, drain

pytestmark = pytest.mark.django_db
KIND = "outbox.test"
ADDRESSES = ["a@example.org", "b@example.org"]


@pytest.fixture
def batch():
    enqueue_many(KIND, ADDRESSES, batch="mailing 1")
    enqueue_many(KIND, ["other@example.org"], batch="mailing 2")
    return "mailing 1"


def test_a_held_batch_waits_and_others_go(mailbox, batch):
    assert hold_batch(batch) == 2
    drain()
    assert mailbox.addresses() == ["other@example.org"]
    assert resume_batch(batch) == 2
    drain()
    assert sorted(mailbox.addresses()) == [*ADDRESSES, "other@example.org"]


def test_a_batch_held_after_a_worker_has_claimed_it_does_not_go(mailbox, batch):
    claimed = claim(10, now=timezone.now())
    hold_batch(batch)
    for message in claimed:
        deliver(message, Carrier())
    assert mailbox.addresses() == ["other@example.org"]


def test_what_is_resumed_goes_at_once_though_a_worker_had_claimed_it(mailbox, batch):
    claim(10, now=timezone.now())
    hold_batch(batch)
    resume_batch(batch)
    drain()
    assert sorted(mailbox.addresses()) == ADDRESSES


@pytest.mark.parametrize("was_held", [True, False])
def test_a_batch_called_off_is_told_by_its_subjects_and_never_goes(mailbox, batch, was_held):
    if was_held:
        hold_batch(batch)
    assert sorted(call_off_batch(batch, "called off")) == ADDRESSES
    assert call_off_batch(batch, "called off") == []
    assert resume_batch(batch) == 0
    drain()
    assert mailbox.addresses() == ["other@example.org"]
    assert set(Message.objects.filter(batch=batch).values_list("state", "outcome")) == {("skipped", "called off")}


def test_a_batch_called_off_after_a_worker_has_claimed_it_does_not_go(mailbox, batch):
    claimed = claim(10, now=timezone.now())
    call_off_batch(batch, "called off")
    for message in claimed:
        deliver(message, Carrier())
    assert mailbox.addresses() == ["other@example.org"]


def test_what_has_left_can_neither_be_held_nor_called_off(mailbox, batch):
    drain()
    assert (hold_batch(batch), call_off_batch(batch, "called off")) == (0, [])


def test_queueing_many_holds_few_in_memory(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("outbox.queue.BATCH_SIZE", 10)
    with django_assert_num_queries(3):
        enqueue_many(KIND, (f"member{number}@example.org" for number in range(25)))
    assert Message.objects.count() == 25


def test_rows_of_a_query_are_queued_in_one_statement_and_once(django_assert_num_queries):
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    rows = Message.objects.filter(kind=KIND)
    with django_assert_num_queries(1):
        enqueue_rows("outbox.other", rows, round=2, batch="mailing 3")
    enqueue_rows("outbox.other", rows, round=2, batch="mailing 3")
    queued = Message.objects.filter(kind="outbox.other")
    assert {message.subject for message in queued} == {str(row.pk) for row in rows}
    made = queued.first()
    assert (made.state, made.context, made.round, made.attempts, made.lease_until_at) == ("pending", {}, 2, 0, None)


def test_a_copy_of_rows_names_every_column():
    with pytest.raises(ValueError, match="every column"):
        insert_from(Message, Message.objects.all(), kind="x")
