"""SMTP that knows whether the mail server has been given a whole mail and still owes the answer to it."""

import smtplib
from email.utils import parseaddr
from functools import lru_cache

from django.core.mail.backends import smtp

END_OF_MAIL = b"\r\n.\r\n"
OK = 250


class Watched:
    """`owes_an_answer` is true from the last byte of a mail until the server has taken or refused it.

    With `answers_later` set, whoever sends a mail asks for the answer with `take_answer`, and may do something else before.
    """

    owes_an_answer = False
    answers_later = False

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

    def _send(self, email_message):
        """Hand over the bytes that are ready (outbox.moulds); of other mails Django makes them first."""
        ready = getattr(email_message, "ready", None)
        if ready is None:
            return super()._send(email_message)
        self.connection.sendmail(sender_in(email_message.from_email), email_message.to, ready)
        return True


@lru_cache
def sender_in(from_email):
    """The bare address in a sender's name and address."""
    return parseaddr(from_email)[1]
