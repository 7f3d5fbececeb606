"""A mail that is filled into ready bytes is the one that would have been written, and no other's."""

import re

import pytest
from django.core.mail import get_connection
from django.utils import timezone

from outbox.letters import Letter
from outbox.models import Message
from outbox.moulds import Blank, mark

LINK, OUT = "https://panel.example.org/svar/1.abc/?a=1&b='2'", "https://panel.example.org/epost/stopp/1.abc/"


@pytest.fixture
def letter(monkeypatch):
    """A function: a letter with a personal address in both its parts, and `text` beside."""

    def render(name, context):
        return f"Hei på deg.\n.\nFrom {context['own']} <{context['words']}>\n"

    monkeypatch.setattr("outbox.letters.render_to_string", render)
    return lambda words="ord": Letter("any", {"words": words}, language="nb", personal=("own",))


def mail_of(letter, address, *, unsubscribe_url=OUT, own=LINK):
    message = Message(kind="outbox.test", subject="1", created_at=timezone.now())
    return letter.to(address, message=message, unsubscribe_url=unsubscribe_url, own=own)


def alike(written):
    """Bytes of a mail without what no two mails share."""
    boundary = re.search(rb'boundary="([^"]+)"', written)[1]
    return re.sub(rb"Date: [^\r\n]+", b"Date: now", written.replace(boundary, b"boundary"))


@pytest.mark.parametrize("unsubscribe_url", ["", "https://a.no/1", OUT, OUT + "x" * 200])
@pytest.mark.parametrize("address", ["kari@example.org", "kari.nordmann+panel@sub.example-1.org"])
def test_the_bytes_are_those_of_the_mail(letter, address, unsubscribe_url):
    mail = mail_of(letter(), address, unsubscribe_url=unsubscribe_url)
    assert alike(mail.ready) == alike(mail.message().as_bytes(linesep="\r\n"))
    assert b"\x00" not in mail.ready and f"To: {address}\r\n".encode() in mail.ready


def test_one_mould_serves_many_and_mixes_none(letter):
    one = letter()
    mails = [mail_of(one, f"kari{number}@example.org", own=f"https://example.org/{number}") for number in range(12)]
    assert len(one.moulds) == 1
    for number, mail in enumerate(mails):
        assert mail.ready.count(f"https://example.org/{number} ".encode()) == 2
        others = [other for other in range(12) if other != number]
        assert not any(f"kari{other}@example.org".encode() in mail.ready for other in others)


@pytest.mark.parametrize(
    "address", ["kåre@example.org", '"kari nordmann"@example.org', f"{'k' * 60}@example.org", "kari..n@example.org"]
)
def test_an_address_that_is_not_written_as_it_is_gets_a_mail_of_its_own(letter, address):
    assert mail_of(letter(), address).ready is None


@pytest.mark.parametrize("own", ["https://example.org/\r\nBcc: ola@example.org", "https://example.org/å", "x" * 500])
def test_a_value_that_does_not_stand_as_it_is_gets_a_mail_of_its_own(letter, own):
    assert mail_of(letter(), "kari@example.org", own=own).ready is None


def test_a_letter_with_lines_that_must_be_encoded_is_written_one_by_one(letter):
    assert mail_of(letter("å" * 990), "kari@example.org").ready is None


def test_ready_bytes_are_what_is_sent(letter, settings, mailbox):
    mail = mail_of(letter(), "kari@example.org")
    mail.ready = mail.ready.replace(b"Hei", b"Hallo")
    with get_connection("outbox.mail_server.EmailBackend", host=mailbox.host, port=mailbox.port) as connection:
        connection.send_messages([mail])
    [(receivers, received)] = mailbox.received
    assert receivers == ["kari@example.org"]
    assert "Hallo på deg.\n.\nFrom" in received.get_body(("plain",)).get_content().replace("\r", "")


def test_a_blank_is_filled_by_plain_replacement():
    blank = Blank(f"a{mark('x')}b{mark('y')}{mark('x')}")
    assert blank.fill({"x": "\\1{y}", "y": ""}) == "a\\1{y}b\\1{y}"
    with pytest.raises(KeyError):
        blank.fill({"x": ""})
