"""Mail is sent in our own name."""

import pytest

from outbox.checks import check_sender


@pytest.mark.parametrize(
    ("sender", "replies", "problems"),
    [
        ("Panelet <panel@example.org>", "panel@example.org", 0),
        ("panel@EXAMPLE.org", "panel@svar.example.org", 0),
        ("panel@example.com", "panel@example.org", 1),
        ("panel@notexample.org", "nobody", 2),
    ],
)
def test_sender_and_replies_are_in_a_domain_of_ours(settings, sender, replies, problems):
    settings.MAIL_DOMAINS = ["example.org", "svar.example.org"]
    settings.DEFAULT_FROM_EMAIL, settings.PANEL_REPLY_TO = sender, replies
    assert [error.id for error in check_sender(None)] == ["outbox.E001"] * problems
