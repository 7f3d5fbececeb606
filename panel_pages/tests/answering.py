"""What the tests of answering look at: its addresses, its SQL and what has been stored."""

import re

from django.conf import settings as django_settings
from django.urls import reverse

from invitations.models import Asking, Invitation
from invitations.tests.builders import link_to
from surveys.box import private_keys_for, unseal
from surveys.models import Box, SealedAnswer

TRANSACTION = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)")


def form_url(invitation):
    """Where the invitation is answered."""
    return reverse("answering:form", args=[link_to(invitation)])


def receipt_url(invitation):
    """Where its receipt stands."""
    return reverse("answering:receipt", args=[link_to(invitation)])


def statements(queries):
    """The SQL without what opens and ends transactions."""
    return [query["sql"] for query in queries if not TRANSACTION.match(query["sql"])]


def written(queries):
    """[(what is done, to which table)] of what is written, in one statement or in several."""
    return re.findall(r"\b(UPDATE|INSERT INTO|DELETE FROM)\s+\"?(\w+)", "; ".join(statements(queries)))


def opened_answers():
    """What lies in the one box, opened by the tests' key."""
    keys = private_keys_for(Box.objects.get(), django_settings.SURVEY_BOX_PRIVATE_KEYS)
    return [unseal(keys, row.ciphertext) for row in SealedAnswer.objects.all()]


def state_of_the_database():
    """All that answering may change, to compare before and after."""
    return (
        list(Invitation.objects.order_by("pk").values()),
        list(Asking.objects.values()),
        SealedAnswer.objects.count(),
    )
