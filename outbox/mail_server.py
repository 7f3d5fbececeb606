"""SMTP that knows whether the mail server has been given a whole mail and still owes the answer to it.

Where the server takes several commands at once (RFC 2920), a mail whose bytes are ready needs two waits instead of four, and the
first of them may be used for something else.
"""

import contextlib
import re
import smtplib
from email.utils import parseaddr
from functools import lru_cache

from django.core.mail.backends import smtp

END_OF_MAIL = b"\r\n.\r\n"
OK, WILL_FORWARD, GO_ON = 250, 251, 354


class Watched:
    """`owes_an_answer` is true from the last byte of a mail until the server has taken or refused it.

    With `answers_later` set, whoever sends a mail asks for the answer with `take_answer`, and may do something else before.
    """

    owes_an_answer = False
    answers_later = False
    announced = None

    def send(self, data):
        super().send(data)
        if isinstance(data, bytes) and data.endswith(END_OF_MAIL):
            self.owes_an_answer = True

    def getreply(self):
        if self.owes_an_answer and self.answers_later:
            return OK, b"later"
        reply = super().getreply()
        self.owes_an_answer = False
        return reply

    def takes_several(self):
        """Whether the server takes several commands at once."""
        self.ehlo_or_helo_if_needed()
        return self.has_extn("pipelining")

    def announce(self, sender, receiver, size):
        """Say whom a mail is from and for, two bare addresses, and ask to hand it over; `hand_over` hears the answers.

        Nothing is sent by it.
        """
        self.announced = sender, receiver, size
        size = f" size={size}" if self.has_extn("size") else ""
        self.send(f"mail FROM:<{sender}>{size}\r\nrcpt TO:<{receiver}>\r\ndata\r\n")

    def hand_over(self, sender, receiver, mail):
        """Hand over the bytes of a mail, announced or not; raises what `sendmail` raises."""
        if self.announced is None:
            self.announce(sender, receiver, len(mail))
        announced, self.announced = self.announced, None
        if announced != (sender, receiver, len(mail)):
            self.close()
            raise smtplib.SMTPServerDisconnected("another mail was announced")
        code, text = self.getreply()
        if code != OK:
            self.close()
            raise smtplib.SMTPSenderRefused(code, text, sender)
        code, text = self.getreply()
        if code not in (OK, WILL_FORWARD):
            self.start_afresh()
            raise smtplib.SMTPRecipientsRefused({receiver: (code, text)})
        code, text = self.getreply()
        if code == GO_ON:
            self.send(re.sub(rb"(?m)^\.", b"..", mail) + b".\r\n")
            code, text = self.getreply()
        if code != OK:
            raise smtplib.SMTPDataError(code, text)

    def start_afresh(self):
        """After a refused address: get ready for the next mail. A server that asks for this one all the same is left."""
        with contextlib.suppress(smtplib.SMTPServerDisconnected):
            if self.getreply()[0] == GO_ON:
                self.close()
            else:
                self.rset()

    def take_answer(self):
        """Wait for the answer to the last mail, if it is owed; SMTPDataError when the mail was refused."""
        if self.owes_an_answer:
            code, reply = super().getreply()
            self.owes_an_answer = False
            if code != OK:
                raise smtplib.SMTPDataError(code, reply)


class WatchedSMTP(Watched, smtplib.SMTP):
    pass


class WatchedSMTPOverTLS(Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's own, with a watched connection."""

    @property
    def connection_class(self):
        return WatchedSMTPOverTLS if self.use_ssl else WatchedSMTP

    def announce(self, email_message):
        """Name a mail to the server before it is sent, where it takes that and the mail is ready."""
        ready = getattr(email_message, "ready", None)
        if ready is not None and self.connection.takes_several():
            self.connection.announce(sender_in(email_message.from_email), email_message.to[0], len(ready))

    def _send(self, email_message):
        """Hand over the bytes that are ready (outbox.moulds); of other mails Django makes them first."""
        ready = getattr(email_message, "ready", None)
        if ready is None:
            return super()._send(email_message)
        sender, (receiver,) = sender_in(email_message.from_email), email_message.to
        if self.connection.takes_several():
            self.connection.hand_over(sender, receiver, ready)
        else:
            self.connection.sendmail(sender, receiver, ready)
        return True


@lru_cache
def sender_in(from_email):
    """The bare address in a sender's name and address."""
    return parseaddr(from_email)[1]
