"""A real SMTP server that keeps what it receives, and finds the links in it."""

import re
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class PostOffice:
    """Receive mail on a free loopback port. `wait_for(address)` blocks until a mail to it has come."""

    def __init__(self):
        self.mails = []
        self.arrival = threading.Condition()
        self.controller = Controller(self, hostname="127.0.0.1", port=0)

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        with self.arrival:
            self.mails.append((envelope.rcpt_tos, mail))
            self.arrival.notify_all()
        return "250 OK"

    def open(self):
        """Start the server; `host` and `port` tell where."""
        self.controller.start()
        self.host, self.port = self.controller.server.sockets[0].getsockname()[:2]

    def close(self):
        """Stop the server."""
        self.controller.stop()

    def to(self, address):
        """The mails to `address`, oldest first. Every mail has one recipient."""
        return [mail for recipients, mail in self.mails if recipients == [address]]

    def wait_for(self, address, number=1, deadline=60):
        """The mails to `address`, once there are at least `number`."""
        with self.arrival:
            arrived = self.arrival.wait_for(lambda: len(self.to(address)) >= number, timeout=deadline)
        assert arrived, f"{len(self.to(address))} of {number} mails arrived within {deadline} s"
        return self.to(address)


def text_of(mail):
    """The plain text part."""
    return mail.get_body(("plain",)).get_content()


def link_in(mail, path):
    """The one address below `path` (such as /svar/) in the plain text of `mail`."""
    found = set(re.findall(rf"https?://[^\s<>]+{re.escape(path)}[^\s<>]+", text_of(mail)))
    assert len(found) == 1, f"{len(found)} links to {path} in the mail"
    return found.pop()
