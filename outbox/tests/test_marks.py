"""What stands in the database while mails leave one after the other."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from outbox.carrier import Carrier
from outbox.marks import run_in_one_commit
from outbox.models import Message
from outbox.queue import enqueue_many
from outbox.registry import MAIL_KINDS
from outbox.sending import drain

KIND = "outbox.test"


@pytest.mark.django_db(transaction=True)
def test_one_commit_stands_between_two_mails_and_one_mail_at_most_is_in_doubt(mailbox, monkeypatch):
    enqueue_many(KIND, [f"member{number}@example.org" for number in range(5)])
    states = []

    def start(carrier, mail, real=Carrier.start):
        states.append(list(Message.objects.order_by("pk").values_list("state", flat=True)))
        return real(carrier, mail)

    monkeypatch.setattr(Carrier, "start", start)
    with CaptureQueriesContext(connection) as queries:
        drain()
    assert states == [["sent"] * number + ["sending"] + ["pending"] * (4 - number) for number in range(5)]
    marks = [query["sql"].split()[0] for query in queries if query["sql"].startswith(("BEGIN", "COMMIT", "UPDATE"))]
    # The first «sending» and the last «sent» stand alone; between them each commit holds one of both.
    between = "".join(mark[0] for mark in marks)
    assert "BUUC" * 4 in between


@pytest.fixture
def fast_kind(monkeypatch):
    """The test's kind of mail with updates for those that were sent; what was done by `settled` instead."""
    settled = []
    kind = replace(MAIL_KINDS[KIND], settled=settled.append, sent=lambda message: [(ROUND, (7, message.pk))])
    monkeypatch.setitem(MAIL_KINDS, KIND, kind)
    return settled


ROUND = "UPDATE outbox_message SET round = %s WHERE id = %s"


@pytest.mark.django_db(transaction=True)
def test_updates_of_a_kind_stand_in_the_commit_between_two_mails(mailbox, fast_kind):
    enqueue_many(KIND, [f"member{number}@example.org" for number in range(4)])
    with CaptureQueriesContext(connection) as queries:
        drain()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    # The last one had none after it.
    assert sorted(Message.objects.values_list("round", flat=True)) == [0, 7, 7, 7]
    assert [message.subject for message in fast_kind] == ["member3@example.org"]
    if connection.vendor == "postgresql":
        assert len([query for query in queries if query["sql"].count("UPDATE") == 3]) == 3


@pytest.mark.django_db(transaction=True)
def test_all_updates_of_a_commit_are_made_or_none():
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    first, second = Message.objects.order_by("pk")
    with pytest.raises(DatabaseError):
        run_in_one_commit([(ROUND, (7, first.pk)), (ROUND, (None, second.pk))])
    assert set(Message.objects.values_list("round", flat=True)) == {0}
    assert run_in_one_commit([(ROUND, (7, first.pk)), (ROUND, (7, -1)), (ROUND, (8, second.pk))]) == [1, 0, 1]
    assert sorted(Message.objects.values_list("round", flat=True)) == [7, 8]


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_claim_was_lost_is_not_sent_and_the_one_before_is_settled(mailbox, fast_kind, monkeypatch):
    enqueue_many(KIND, [f"member{number}@example.org" for number in range(3)])
    lost = Message.objects.get(subject="member1@example.org").pk
    build = MAIL_KINDS[KIND].build

    def lose(message):
        if message.pk == lost:
            Message.objects.filter(pk=lost).update(state="skipped")
        return build(message)

    monkeypatch.setitem(MAIL_KINDS, KIND, replace(MAIL_KINDS[KIND], build=lose))
    assert drain() == 3
    assert mailbox.addresses() == ["member0@example.org", "member2@example.org"]
    assert dict(Message.objects.values_list("subject", "state")) == {
        "member0@example.org": "sent", "member1@example.org": "skipped", "member2@example.org": "sent",
    }  # fmt: skip
