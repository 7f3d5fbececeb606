"""A real SMTP server on loopback that keeps what it receives and can be told to refuse or to fall silent."""

import asyncio
import re
import socket
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

SILENCE = 60
# A machine with much to do may take a minute to start a worker.
PATIENCE = 240


def free_port():
    """A port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Mailbox:
    """`received` holds (recipients, mail) in order.

    `refuse` maps an address to the answer it gets; `refuse_data` is the answer to every whole mail. After mail number `gate` the server falls silent: the mail has
    arrived, but its sender never hears so. After every `hangs_up_after` mails it closes the connection, and while
    `closes_down` it says 421 and goes. It takes several commands at once, as most do, unless `takes_several` is false.
    `named` are the addresses mail was announced for, and `connections` counts who has called.
    """

    def __init__(self):
        self.received, self.named, self.connections = [], [], 0
        self.takes_several = True
        self.refuse = {}
        self.refuse_sender = None
        self.refuse_data = None
        self.gate = None
        self.hangs_up_after = None
        self.closes_down = False
        self.arrival = threading.Condition()
        # The workers that send to it, which would go on for ever after a test that fails.
        self.senders = []
        self.host, self.port = "127.0.0.1", free_port()
        self.controller = Controller(self, hostname=self.host, port=self.port)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.connections += 1
        return [*responses[:1], *["250-PIPELINING"] * self.takes_several, *responses[1:]]

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        with self.arrival:
            self.named.append(address)
            self.arrival.notify_all()
        if self.closes_down:
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 closing down"
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        with self.arrival:
            self.received.append((envelope.rcpt_tos, mail))
            self.arrival.notify_all()
        if self.refuse_data:
            return self.refuse_data
        if len(self.received) == self.gate:
            await asyncio.sleep(SILENCE)
        if self.hangs_up_after and len(self.received) % self.hangs_up_after == 0:
            asyncio.get_running_loop().call_soon(server.transport.close)
        return "250 OK"

    def open(self):
        """Start the server and return it."""
        self.controller.start()
        return self

    def close(self):
        """Stop the server, and whoever still sends to it."""
        for sender in self.senders:
            if sender.poll() is None:
                sender.kill()
                sender.communicate()
        self.controller.stop()

    def wait_until(self, is_so, deadline=PATIENCE):
        """Block until `is_so()`, looked at whenever a mail arrives."""
        with self.arrival:
            arrived = self.arrival.wait_for(is_so, timeout=deadline)
        assert arrived, f"only {len(self.received)} mails within {deadline} s"

    def wait_for(self, number):
        """Block until `number` mails have arrived."""
        self.wait_until(lambda: len(self.received) >= number)

    def addresses(self):
        """Whom the mails were for, in the order they came."""
        return [recipients[0] for recipients, _mail in self.received]

    def to(self, address):
        """The mails to `address`, oldest first. Every mail has one recipient."""
        return [mail for recipients, mail in self.received if recipients == [address]]

    def wait_for_mail_to(self, address, number=1):
        """The mails to `address`, once there are at least `number`."""
        self.wait_until(lambda: len(self.to(address)) >= number)
        return self.to(address)


def text_of(mail):
    """The plain text part."""
    return mail.get_body(("plain",)).get_content()


def link_in(mail, path):
    """The one address below `path` (such as /svar/) in the plain text of `mail`."""
    found = set(re.findall(rf"https?://[^\s<>]+{re.escape(path)}[^\s<>]+", text_of(mail)))
    assert len(found) == 1, f"{len(found)} links to {path} in the mail"
    return found.pop()
