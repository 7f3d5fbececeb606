"""Every mail as a mail program shows it. A mail without an example here fails."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings

from outbox.letters import compose
from outbox.models import Message

from .letters import EXAMPLES, WAY_OUT
from .looking import PHONE, look
from .markup import find_mistakes

pytestmark = pytest.mark.look

# Folders without a subject hold pieces of mails.
FOLDERS = sorted(subject.parent.name for subject in (settings.BASE_DIR / "templates" / "emails").glob("*/subject.txt"))


def letter(name):
    message = Message(kind=name, subject="1", created_at=datetime(2026, 11, 24, tzinfo=UTC))
    return compose(name, "ola@example.org", EXAMPLES[name](), message=message, way_out_url=WAY_OUT)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_mail_looks_right(page, stage, name):
    html = letter(name).alternatives[0][0]
    assert find_mistakes(html, is_mail=True) == []
    page.route("**/brev/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{stage.url}/brev/")
    look(page, is_mail=True)
    page.set_viewport_size(PHONE)
    button = page.locator("a.go")
    if button.count():
        assert button.first.bounding_box()["height"] >= 44


@pytest.mark.parametrize("name", FOLDERS)
def test_a_mail_holds_what_mail_programs_need(name):
    mail = letter(name)
    html = mail.alternatives[0][0]
    assert '<html lang="nb">' in html
    # Outlook knows no max-width; only it reads the table.
    assert html.index('<!--[if mso]><table role="presentation" width="600"') < html.index("<h1")
    assert html.count("<h1") == 1
    # Nothing is fetched when a mail is opened, so nobody learns that it was.
    assert not re.search(r"<(img|link|script|iframe|video)\b|url\(|@import|background=", html)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_mail_says_the_same_as_text(name):
    mail = letter(name)
    html, text = mail.alternatives[0][0], mail.body
    assert WAY_OUT in html
    assert WAY_OUT in text
    assert set(re.findall(r'href="(https?://[^"]+)"', html)) == set(re.findall(r"https?://\S+", text))
    assert "<" not in text
    assert "&" not in text
    assert "\n\n\n" not in text
