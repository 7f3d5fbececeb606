"""Members are erased by the hundred, and every published figure stays as it was."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import Page

from invitations.counts import counts
from invitations.models import Asking, Invitation
from members.membership import leave
from members.models import Enrolment, Member
from members.tests.builders import make_enrolment, make_member
from outbox.models import Message
from surveys.models import FreeText, Response, ResultSnapshot

pytestmark = pytest.mark.django_db
# Every room that could hold something about somebody.
ROOMS = ("members", "invitations", "outbox", "surveys", "panel_pages", "wagtailcore")


def read_everything(client):
    """{address: page} of every public page, as anybody reads it, but for form tokens and how many are members now."""
    pages = {page.url: client.get(page.url, secure=True) for page in Page.objects.live().filter(depth__gt=1)}
    found = {url: re.sub(r"\b[A-Za-z0-9]{64}\b", "", page.content.decode()) for url, page in pages.items()}
    fronts = {url: found[url].replace(f"<dd>{Member.objects.count()}</dd>", "") for url in ("/", "/nn/", "/en/")}
    return found | fronts


def stored_texts(labels):
    """Every row of the rooms, as text."""
    models = [model for model in apps.get_models() if model._meta.app_label in labels]
    return "\n".join(str(row) for model in models for row in model._base_manager.values())


def test_published_figures_outlive_those_they_are_about(client):
    call_command("demo", stdout=StringIO())
    Invitation.objects.update(reached=True)
    pages, snapshots = read_everything(client), list(ResultSnapshot.objects.values())
    # Of the survey that is over from what is stored, and of the open one counted as it stands.
    figures = {asking.pk: counts(asking) for asking in Asking.objects.all()}
    assert len(figures) == 2 and all(found.invited for found in figures.values())
    answers = Response.objects.count(), FreeText.objects.count()
    gone = list(Member.objects.order_by("pk")[:300])
    for member in gone:
        leave(member)
    assert Member.objects.count() == 107
    assert read_everything(client) == pages
    assert list(ResultSnapshot.objects.values()) == snapshots
    assert {asking.pk: counts(asking) for asking in Asking.objects.all()} == figures
    assert (Response.objects.count(), FreeText.objects.count()) == answers
    texts = stored_texts(ROOMS)
    assert [member.email for member in gone if f"'{member.email}'" in texts] == []
    assert not Invitation.objects.filter(member__in=[member.pk for member in gone]).exists()


def test_leaving_logs_no_address(caplog):
    member = make_member(email="kari@example.org")
    make_enrolment(email="kari@example.org")
    with caplog.at_level("DEBUG"):
        leave(member)
    assert "kari" not in caplog.text
    assert not Enrolment.objects.exists()
    assert not Message.objects.exists()
