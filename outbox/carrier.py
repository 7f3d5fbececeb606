"""Handing one mail after another to the mail server, and saying in four words what it did not take."""

import contextlib
import smtplib

from django.core.mail import get_connection

CLOSING_DOWN = 421


class NotCarried(Exception):
    """The mail was not taken for certain. The text is a code for staff, never the server's own words."""


class Away(NotCarried):
    """The server takes no mail at all now: no connection, a refused password or sender. It says nothing of this mail."""


class BrokenOff(NotCarried):
    """The connection broke before the whole mail was handed over, so it cannot have been taken."""


class Doubtful(NotCarried):
    """The whole mail was handed over and no answer came. Nobody knows whether it was taken (decision 0006)."""


class Refused(NotCarried):
    """The server said no to this mail; over SMTP for good from `code` 500 on."""

    def __init__(self, about, code, *, is_final=None):
        super().__init__(f"{about} {code}")
        self.is_final = code >= 500 if is_final is None else is_final


class Trip:
    """A mail that was handed over, or was not: then `error` says why."""

    def __init__(self, carrier, error=None):
        self.carrier, self.error, self.is_over = carrier, error, error is not None

    def exception(self):
        """Why the mail was not taken, or None; waits for the server's answer."""
        if not self.is_over:
            self.is_over = True
            try:
                self.carrier.take_answer()
            except Exception as error:  # noqa: BLE001 - whoever asks decides
                self.error = error
        return self.error


class Carrier:
    """One connection to the mail server, opened when first needed and again after it broke."""

    def __init__(self):
        self.backend = None

    def start(self, mail):
        """Hand `mail` over; the Trip knows what the server says to it, which may take a while."""
        try:
            self.carry(mail)
        except Exception as error:  # noqa: BLE001 - told by the Trip
            return Trip(self, error)
        return Trip(self)

    def announce(self, mail):
        """Name the mail that comes next to the server, where it can be told ahead. What is wrong, `start` finds out."""
        announce = getattr(self.backend, "announce", None)
        if announce:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                announce(mail)

    def close(self):
        """Close the connection, and with it take back what was announced."""
        self.drop()

    def carry(self, mail):
        """Hand `mail` over, or raise one of the reasons above."""
        had_connection = self.backend is not None
        try:
            self.hand_over(mail)
        except BrokenOff:
            # A server may close a connection after so many mails or so much time; that is nobody's fault.
            if not had_connection:
                raise
            self.hand_over(mail)

    def hand_over(self, mail):
        """One attempt."""
        if self.backend is None:
            self.backend = connect()
        mail.connection = self.backend
        with self.in_our_words():
            mail.send()

    def take_answer(self):
        """Wait until the server has taken the last mail, or raise one of the reasons above. Other backends have waited."""
        connection = getattr(self.backend, "connection", None)
        if hasattr(connection, "take_answer"):
            with self.in_our_words():
                connection.take_answer()

    @contextlib.contextmanager
    def in_our_words(self):
        """Turn what a backend raises into one of the reasons above, and drop a connection that is of no more use."""
        try:
            yield
        except smtplib.SMTPRecipientsRefused as refusal:
            # smtplib has reset the conversation, so the connection goes on.
            self.refuse("smtp", max(code for code, _text in refusal.recipients.values()))
        except smtplib.SMTPDataError as refusal:
            self.drop()
            self.refuse("smtp data", refusal.smtp_code)
        except smtplib.SMTPSenderRefused as refusal:
            # About us: every mail would be refused alike, so none is given up for it.
            self.drop()
            raise Away(f"sender refused {refusal.smtp_code}") from refusal
        except smtplib.SMTPNotSupportedError:
            # An address in letters this server cannot carry. That is about this mail alone.
            self.drop()
            raise
        except Exception as error:
            status = getattr(error, "status_code", None)
            if status is not None:
                self.drop()
                refuse_by_status(status)
            if not isinstance(error, (smtplib.SMTPException, OSError)):
                self.drop()
                raise
            # A backend that does not say counts as one that owes an answer.
            doubtful = getattr(getattr(self.backend, "connection", None), "owes_an_answer", True)
            self.drop()
            raise (Doubtful("no answer") if doubtful else BrokenOff(type(error).__name__)) from error

    def refuse(self, about, code):
        """Tell a refusal of the mail from a server that is closing down."""
        if code == CLOSING_DOWN:
            self.drop()
            raise Away(f"{about} {code}")
        raise Refused(about, code)

    def drop(self):
        """Close the connection, whatever state it is in."""
        if self.backend is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self.backend.close()
        self.backend = None


def connect():
    """An open connection."""
    backend = get_connection()
    try:
        backend.open()
    except (smtplib.SMTPException, OSError) as error:
        # Refused passwords and greetings too: they are about us, not about the mail.
        raise Away(type(error).__name__) from error
    if hasattr(getattr(backend, "connection", None), "answers_later"):
        backend.connection.answers_later = True
    return backend


def refuse_by_status(status):
    """Raise what an HTTP `status` means, where a mail service is asked over HTTP (anymail)."""
    if status in (401, 403):
        raise Away(f"http {status}")
    if status in (408, 425, 429, 503) or status < 400:
        raise Refused("http", status, is_final=False)
    if status >= 500:
        # Something behind the door broke, and nobody knows whether before or after the mail was taken.
        raise Doubtful(f"http {status}")
    raise Refused("http", status, is_final=True)
