"""A mail of which a few bytes differ from one receiver to the next: written once, then filled.

To write a mail's bytes takes longer than to send them. Every mail is a whole one besides, for those who carry it otherwise.
"""

import re
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape

RECEIVER = "receiver@mark.invalid"
# An address that is written as it is, on one line. Others are rare, and their mails are written one by one.
PLAIN_ADDRESS = re.compile(r"(?=.{3,70}$)\w+(?:[.+-]\w+)*@\w+(?:[.-]\w+)*", re.ASCII)
AS_IT_IS = ("7bit", "8bit")
MARK, MARK_IN_BYTES = re.compile("\x00([^\x00]*)\x00"), re.compile(b"\x00([^\x00]*)\x00")
# Longer than any address of ours, so that no line of a filled mould is longer than the mould's own.
WIDTH = 400


class ReadyMail(EmailMultiAlternatives):
    """A mail whose bytes may be `ready`. Whoever changes anything in it sets them to None."""

    ready = None


def mark(name):
    """What stands in a letter for the personal value `name`: no form and no database lets a NUL into a text."""
    return f"\x00{name}\x00"


class Blank:
    """A text (or bytes) with marks in it, cut at the marks once and filled many times."""

    def __init__(self, text):
        between = MARK if isinstance(text, str) else MARK_IN_BYTES
        self.empty, self.pieces = text[:0], between.split(text)

    def fill(self, values):
        """The text with `values` {name: value}, by plain replacement."""
        return self.empty.join(values[piece] if number % 2 else piece for number, piece in enumerate(self.pieces))


def envelope(subject, text, html, *, to, message_id, unsubscribe_url):
    """The mail of these words to the one address `to`."""
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = ReadyMail(
        subject=subject, body=text.strip() + "\n", to=[to], reply_to=[settings.PANEL_REPLY_TO], headers=headers
    )
    mail.attach_alternative(html, "text/html")
    return mail


class Mould:
    """The bytes of a mail, with marks for what differs. Heads are folded by their length: one mould for each.

    `text` and `html` have a `mark` for each name in `personal`.
    """

    def __init__(self, subject, text, html, *, personal, message_id, unsubscribe_url):
        # Of the same lengths as the real ones, and found nowhere else before the body begins.
        number, url = "<" + "m" * (len(message_id) - 2) + ">", "u" * len(unsubscribe_url)
        text = Blank(text).fill({name: wide_mark(name, "text") for name in personal})
        html = Blank(html).fill({name: wide_mark(name, "html") for name in personal})
        mail = envelope(subject, text, html, to=RECEIVER, message_id=number, unsubscribe_url=url).message()
        encodings = {part["Content-Transfer-Encoding"] for part in mail.walk() if not part.is_multipart()}
        self.can_be_filled = encodings <= set(AS_IT_IS)
        written = mail.as_bytes(linesep="\r\n")
        written = re.sub(rb"\r\nDate: [^\r\n]+", b"\r\nDate: " + mark("date").encode(), written, count=1)
        for head, name in ((RECEIVER, "to"), (number, "message_id"), (f"<{url}>", "unsubscribe_url")):
            written = written.replace(head.encode(), mark(name).encode(), 1)
        self.blank = Blank(written)

    def fill(self, to, *, message_id, unsubscribe_url, personal):
        """The bytes of the mail to the address `to`; None when it must be written by itself."""
        escaped = {name: escape(value) for name, value in personal.items()}
        if not (
            self.can_be_filled
            and PLAIN_ADDRESS.fullmatch(to)
            and all(map(is_plain, (message_id, unsubscribe_url, *escaped.values())))
        ):
            return None
        values = {"to": to, "date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME)}
        values |= {"message_id": message_id, "unsubscribe_url": f"<{unsubscribe_url}>"}
        for name, value in personal.items():
            values |= {wide_name(name, "text"): value, wide_name(name, "html"): escaped[name]}
        return self.blank.fill({name.encode(): value.encode() for name, value in values.items()})


def wide_name(name, part):
    """What a personal value is called in a mould: as long as no address of ours is."""
    return f"{part} {name}".ljust(WIDTH, ".")


def wide_mark(name, part):
    """What stands for it; `part` is the text or the HTML, where values are escaped."""
    return mark(wide_name(name, part))


def is_plain(value):
    """Whether a value stands in a mail as it is, on one line and no longer than its mark."""
    return value.isascii() and value.isprintable() and len(value) <= WIDTH
