"""From a template to a mail: subject.txt, body.txt and body.html of templates/emails/<name>/."""

import hashlib

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from .mail_server import sender_in
from .moulds import Blank, Mould, envelope, mark


def message_id(message):
    """The Message-ID of a queued message: the same at every attempt, so that a repeat is recognised as one."""
    key = f"{message.kind}:{message.subject}:{message.round}:{message.created_at.timestamp()}"
    domain = sender_in(settings.DEFAULT_FROM_EMAIL).partition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


class Letter:
    """The mail `name` in `language`, written once for all who get it alike.

    The names in `personal` are what differs from one receiver to the next: addresses, and nothing else. The templates
    find a mark in their place, which is filled by plain replacement. The mail is the same, byte for byte, as one that
    is written for its receiver alone, and a test says so.
    """

    def __init__(self, name, context, *, language, personal=()):
        context = {**context, "municipality": settings.MUNICIPALITY, "language": language}
        context |= {each: mark(each) for each in personal}
        with translation.override(language):
            self.subject = " ".join(render_to_string(f"emails/{name}/subject.txt", context).split())
            self.text = render_to_string(f"emails/{name}/body.txt", context)
            self.html = render_to_string(f"emails/{name}/body.html", {**context, "subject": self.subject})
        self.personal = personal
        self.blanks = Blank(self.text), Blank(self.html)
        self.moulds = {}

    def to(self, address, *, message, unsubscribe_url="", **personal):
        """The mail to the one `address`, with its own `personal` values.

        `unsubscribe_url` takes a POST that stops the mail at once; mail programs show a button of their own for it.
        """
        number, (text, html) = message_id(message), self.blanks
        text = text.fill(personal)
        html = html.fill({name: escape(value) for name, value in personal.items()})
        mail = envelope(self.subject, text, html, to=address, message_id=number, unsubscribe_url=unsubscribe_url)
        if self.personal:
            mould = self.mould_for(number, unsubscribe_url)
            mail.ready = mould.fill(address, message_id=number, unsubscribe_url=unsubscribe_url, personal=personal)
        return mail

    def mould_for(self, number, unsubscribe_url):
        """The Mould for heads of these lengths."""
        lengths = len(number), len(unsubscribe_url)
        if lengths not in self.moulds:
            words = self.subject, self.text, self.html
            self.moulds[lengths] = Mould(
                *words, personal=self.personal, message_id=number, unsubscribe_url=unsubscribe_url
            )
        return self.moulds[lengths]


def compose(name, to, context, *, message, way_out_url, unsubscribe_url="", language="nb"):
    """Return the mail `name` to the one address `to`, with text and HTML, in `language`.

    `way_out_url` is the address that leads out without logging in; base.txt and base.html show it in every mail.
    """
    letter = Letter(name, {**context, "way_out_url": way_out_url}, language=language)
    return letter.to(to, message=message, unsubscribe_url=unsubscribe_url)
