"""Rows for the tests of invitations."""

import itertools
from datetime import UTC, date, datetime, timedelta

from wagtail.models import Locale, Page

from invitations.models import Asking, Invitation
from members.links import Purpose, make
from members.models import Member
from members.tests.builders import make_notice

NOW = datetime(2026, 9, 15, 10, tzinfo=UTC)
number = itertools.count(1)


def make_member(**kwargs):
    """An active member of her own address."""
    address = f"member-{next(number)}@example.org"
    defaults = {
        "email": address,
        "email_key": address,
        "postal_code": "1337",
        "place": "SANDVIKA",
        "zone": "Sandvika",
        "birth_year": 1980,
        "joined_on": date(2026, 1, 1),
        "notice": make_notice(),
    }
    return Member.objects.create(**defaults | kwargs)


def make_page(**kwargs):
    """A live page of the plainest kind; an asking needs no more."""
    title = f"Survey {next(number)}"
    page = Page(**{"title": title, "slug": title.lower().replace(" ", "-"), "live": True} | kwargs)
    # a test that commits starts without the rows of the first migrations
    Locale.objects.get_or_create(language_code="nb")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    root.add_child(instance=page)
    return page


def make_asking(*, now=NOW, page=None, **kwargs):
    """An asking that opened yesterday and closes in a week."""
    defaults = {
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=7),
        "purpose": "New web pages",
        "minutes": 8,
        "contact_name": "Kari Nordmann",
        "contact_email": "kari@example.org",
    }
    return Asking.objects.create(page=page or make_page(), **defaults | kwargs)


def make_invitation(asking=None, member=None, **kwargs):
    """An invitation whose mail has left."""
    return Invitation.objects.create(
        **{"asking": asking or make_asking(), "member": member or make_member(), "reached": True} | kwargs
    )


def link_to(invitation):
    """The answering link of an invitation."""
    return make(Purpose.ANSWER, invitation)
