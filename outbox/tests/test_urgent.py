"""Whoever waits for one mail does not wait for a flood: also when a worker has claimed a batch of it already."""

from dataclasses import replace

import pytest
from django.utils import timezone

from outbox import sending
from outbox.models import Message
from outbox.queue import PROMPT, enqueue
from outbox.registry import MAIL_KINDS
from outbox.sending import LOOKS_UP_AFTER, drain

pytestmark = pytest.mark.django_db
KIND = "outbox.test"
FLOOD = 40


def queue_flood(priority):
    """Mails of networks that have had theirs, as far back as `priority`."""
    for number in range(FLOOD):
        enqueue(KIND, f"flood-{number}@example.org", priority=priority)


@pytest.fixture
def asked_meanwhile(monkeypatch):
    """A function: queue a mail while the third of the claimed batch is being written."""

    def ask(subject, priority):
        written = []

        def build(message, build=MAIL_KINDS[KIND].build):
            written.append(message)
            if len(written) == 3:
                enqueue(KIND, subject, priority=priority)
            return build(message)

        monkeypatch.setitem(MAIL_KINDS, KIND, replace(MAIL_KINDS[KIND], build=build))

    return ask


def test_a_mail_from_elsewhere_passes_a_claimed_batch_of_a_flood(mailbox, asked_meanwhile):
    queue_flood(priority=4)
    asked_meanwhile("elsewhere@example.org", PROMPT)
    assert drain() == FLOOD + 1
    assert mailbox.addresses().index("elsewhere@example.org") == LOOKS_UP_AFTER
    # Nobody of the flood loses hers, and none is tried twice.
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert len(set(mailbox.addresses())) == len(mailbox.addresses()) == FLOOD + 1


@pytest.mark.parametrize("priority", [4, 5])
def test_a_mail_of_the_flood_passes_none_of_it(mailbox, asked_meanwhile, priority):
    queue_flood(priority=4)
    asked_meanwhile("late@example.org", priority)
    drain()
    assert mailbox.addresses()[-1] == "late@example.org"


def test_a_mail_that_passes_takes_the_turn_of_another(mailbox, asked_meanwhile, settings):
    settings.OUTBOX_BATCH_SIZE = 10
    queue_flood(priority=4)
    asked_meanwhile("elsewhere@example.org", PROMPT)
    assert drain(batches=1) == 10
    left = Message.objects.filter(state="pending")
    assert set(left.values_list("attempts", "lease_until_at")) == {(0, None)}
    assert left.order_by("pk").first().subject == "flood-9@example.org"


def test_where_all_are_prompt_nothing_more_urgent_is_looked_for(mailbox, monkeypatch):
    queue_flood(priority=PROMPT)
    claims = []
    monkeypatch.setattr(sending, "claim", lambda *a, real=sending.claim, **k: claims.append(k) or real(*a, **k))
    drain(now=timezone.now())
    assert all("before" not in claim for claim in claims)
