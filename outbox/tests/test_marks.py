"""What stands in the database while mails leave one after the other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.carrier import Carrier
from outbox.models import Message
from outbox.queue import enqueue_many
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
