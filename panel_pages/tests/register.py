"""What the tests of the register look at: its addresses, whom it lists and what it has written down."""

from django.urls import reverse
from django.utils import timezone

from members.models import RegisterEntry
from panel_pages.register.access import EDIT, ERASE, LOG, OPEN, SEE

ALL = (SEE, OPEN, EDIT, ERASE, LOG)
TODAY = timezone.localdate()


def url(name="list", *args):
    """Where a page of the register is."""
    return reverse(f"register:{name}", args=args)


def addresses(response):
    """The addresses on a page of the list."""
    return [member.email for member in response.context["page"].members]


def entry():
    """The newest entry of the log."""
    return RegisterEntry.objects.first()


def act(client, handling, *rows, **data):
    """Do something to several rows of the register, as the page that asks whether it is meant."""
    numbers = [row.pk for row in rows]
    return client.post(url("act"), {"handling": handling, "nr": numbers, "bekreftet": "1"} | data)
