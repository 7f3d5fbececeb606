"""After a restore from backup: held first, then looked at, then let go."""

import pytest
from django.core.management import call_command

from outbox.models import Hold, Message
from outbox.queue import enqueue, enqueue_many
from outbox.sending import drain

pytestmark = pytest.mark.django_db
KIND = "outbox.test"


def test_held_mail_waits_until_it_is_released(mailbox):
    call_command("hold_mail")
    enqueue(KIND, "a@example.org")
    assert drain() == 0
    call_command("release_mail")
    assert not Hold.objects.exists()
    drain()
    assert mailbox.addresses() == ["a@example.org"]


def test_what_waited_in_the_backup_can_be_put_in_doubt_instead_of_sent_again(mailbox):
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    Message.objects.filter(subject="b@example.org").update(state="held")
    call_command("hold_mail")
    call_command("release_mail", "--doubt-waiting")
    drain()
    assert mailbox.received == []
    assert set(Message.objects.values_list("state", "outcome")) == {("uncertain", "restored from backup")}
