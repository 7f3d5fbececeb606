"""Surveys in their identity modes, answered and opened."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking
from invitations.tests.builders import link_to
from panel_pages.jobs import open_boxes
from panel_pages.tests.answering import form_url
from panel_pages.tests.builders import filled_in, invite, make_survey
from surveys.models import Box


def days(number):
    return timezone.localdate() + timedelta(days=number)


def in_code(**kwargs):
    """A survey with a code."""
    return make_survey(identity_mode="pseudonymous", subject_until_on=days(90), **kwargs)


def named(**kwargs):
    """A survey that says who answered what."""
    return make_survey(identity_mode="identified", **kwargs)


def told(page):
    """What a form of the survey says that it was drawn with."""
    return {"told": Box.objects.get(page_id=page.pk).told}


def change_url(invitation):
    return reverse("answering:change", args=[link_to(invitation)])


def answered_by(client, page, count, **changes):
    """`count` members who have answered `page`."""
    invitations = [invite(page) for _ in range(count)]
    for invitation in invitations:
        assert client.post(form_url(invitation), filled_in(page, **changes) | told(page)).status_code == 302
    return invitations


def open_up(page):
    """Close the survey and let the worker open its box."""
    Asking.objects.filter(page=page).update(
        opens_at=timezone.now() - timedelta(days=3), closes_at=timezone.now() - timedelta(days=2)
    )
    open_boxes(timezone.now())


HEADINGS = {
    "anonymous": "The answers are anonymous",
    "pseudonymous": "The answers have a code instead of your name",
    "identified": "The answers are not anonymous",
}
