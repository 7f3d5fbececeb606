"""The tick and the answer: on PostgreSQL one statement, and elsewhere, or when something stands in its way, two in one transaction."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from invitations.models import Asking, Invitation
from panel_pages.answering.sending import store_answer
from panel_pages.tests.answering import opened_answers
from panel_pages.tests.builders import invite, make_survey
from surveys.models import Box, SealedAnswer

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


@pytest.fixture
def invitation():
    """An invitation, with its box as it was a moment ago."""
    invitation = Invitation.objects.select_related("asking__page", "member").get(pk=invite(make_survey()).pk)
    assert invitation.asking.page.survey_box.pk
    return invitation


def stored(invitation):
    """How many answers lie in the box, and whether the invitation has its tick."""
    invitation.refresh_from_db(fields=["answered"])
    return SealedAnswer.objects.count(), invitation.answered


def test_tick_and_answer_are_one_statement(invitation):
    with CaptureQueriesContext(connection) as queries:
        assert store_answer(invitation, {}, now=timezone.now())
    assert len(queries) == 1
    assert stored(invitation) == (1, True)


def test_a_link_that_is_used_stores_nothing_more(invitation):
    assert store_answer(invitation, {}, now=timezone.now())
    invitation.answered = False
    assert not store_answer(invitation, {}, now=timezone.now())
    assert stored(invitation) == (1, True)


def test_an_answer_that_comes_too_late_leaves_neither(invitation):
    closes_at = timezone.now() - settings.SURVEY_GRACE_PERIOD - timedelta(seconds=1)
    Asking.objects.filter(pk=invitation.asking_id).update(closes_at=closes_at)
    assert not store_answer(invitation, {}, now=timezone.now())
    assert stored(invitation) == (0, False)


def test_an_answer_sealed_for_a_box_of_another_size_is_sealed_anew_and_stored_once(invitation):
    larger = invitation.asking.page.survey_box.size + 1024
    Box.objects.update(size=larger)
    assert store_answer(invitation, {}, now=timezone.now())
    assert stored(invitation) == (1, True)
    assert opened_answers() == [{}]
    assert len(SealedAnswer.objects.get().ciphertext) > larger
