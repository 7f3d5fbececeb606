"""Mail handed to a service over HTTP (django-anymail) instead of to a mail server."""

import pytest
from anymail.exceptions import AnymailInvalidAddress, AnymailRequestsAPIError

from outbox.models import Message
from outbox.queue import enqueue, enqueue_many
from outbox.registry import MAIL_KINDS, MailKind
from outbox.sending import drain

pytestmark = pytest.mark.django_db
KIND = "outbox.test"


class Response:
    """What anymail looks at of an answer."""

    reason, text = "why", ""

    def json(self):
        raise ValueError


@pytest.fixture
def service(settings, monkeypatch):
    """A service that takes what it gets, or raises `service.error`; `service.taken` holds what it took."""
    from anymail.backends import test

    settings.EMAIL_BACKEND = "anymail.backends.test.EmailBackend"

    class Service:
        taken, error = [], None

    def post(backend, payload, message):
        if Service.error:
            raise Service.error
        answer = hand_on(backend, payload, message)
        Service.taken.append(payload.params)
        return answer

    Service.taken, hand_on = [], test.EmailBackend.post_to_esp
    monkeypatch.setattr(test.EmailBackend, "post_to_esp", post)
    return Service


def state():
    return Message.objects.values_list("state", "outcome").get()


def test_every_mail_has_one_recipient_its_message_id_and_the_way_out(service, monkeypatch):
    build = MAIL_KINDS[KIND].build

    def with_a_way_out(message):
        mail = build(message)
        mail.extra_headers["List-Unsubscribe"] = "<https://panel.example.org/out>"
        return mail

    monkeypatch.setitem(MAIL_KINDS, KIND, MailKind(with_a_way_out, None))
    enqueue_many(KIND, ["a@example.org", "b@example.org"])
    drain()
    assert [[to.addr_spec for to in mail["to"]] for mail in service.taken] == [["a@example.org"], ["b@example.org"]]
    assert len({mail["extra_headers"]["Message-ID"] for mail in service.taken}) == 2
    assert all("List-Unsubscribe" in mail["extra_headers"] for mail in service.taken)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, ("failed", "http 400")),
        (422, ("failed", "http 422")),
        (429, ("pending", "http 429")),
        (503, ("pending", "http 503")),
        (401, ("pending", "http 401")),
        (500, ("uncertain", "http 500")),
        (504, ("uncertain", "http 504")),
        # Nobody answered: the mail may have been taken.
        (None, ("uncertain", "no answer")),
    ],
)
def test_a_refusal_is_for_now_or_for_good_as_the_service_says(service, status, expected):
    response = Response() if status else None
    if response:
        response.status_code = status
    service.error = AnymailRequestsAPIError(response=response, status_code=status)
    enqueue(KIND, "a@example.org")
    drain()
    assert state() == expected


def test_a_mail_the_service_cannot_take_stops_no_other(service):
    service.error = AnymailInvalidAddress("kari@example.org")
    enqueue(KIND, "a@example.org")
    drain()
    assert state() == ("failed", "AnymailInvalidAddress")
