"""A real mail server for the tests of the outbox."""

import pytest

from outbox.tests import mails
from outbox.tests.smtp import Mailbox


@pytest.fixture
def mailbox(settings):
    """A mail server on loopback that the test and its workers send to."""
    mailbox = Mailbox().open()
    settings.EMAIL_BACKEND = "outbox.mail_server.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mailbox.host, mailbox.port
    mails.settled.clear()
    yield mailbox
    mailbox.close()
