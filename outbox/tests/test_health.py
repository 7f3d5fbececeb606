"""/healthz: one word for those who watch the server."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from outbox.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_ok_while_a_worker_is_seen(client):
    Heartbeat.objects.create(worker="one", seen_at=timezone.now())
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_not_ok_when_no_worker_was_seen_for_five_minutes(client):
    assert client.get("/healthz").status_code == 503
    Heartbeat.objects.create(worker="one", seen_at=timezone.now() - timedelta(minutes=6))
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"not ok\n")


def test_not_ok_when_the_database_is_away(client, monkeypatch):
    def fail(**kwargs):
        raise DatabaseError("the address of the server")

    monkeypatch.setattr("outbox.health.worker_was_seen", fail)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"not ok\n")
