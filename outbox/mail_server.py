"""SMTP that knows whether the mail server has been given a whole mail and still owes the answer to it."""

import smtplib

from django.core.mail.backends import smtp

END_OF_MAIL = b"\r\n.\r\n"


class Watched:
    """`owes_an_answer` is true from the last byte of a mail until the server has taken or refused it."""

    owes_an_answer = False

    def send(self, data):
        super().send(data)
        if isinstance(data, bytes) and data.endswith(END_OF_MAIL):
            self.owes_an_answer = True

    def getreply(self):
        reply = super().getreply()
        self.owes_an_answer = False
        return reply


class WatchedSMTP(Watched, smtplib.SMTP):
    pass


class WatchedSMTPOverTLS(Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's own, with a watched connection."""

    @property
    def connection_class(self):
        return WatchedSMTPOverTLS if self.use_ssl else WatchedSMTP
