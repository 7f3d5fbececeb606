"""On a laptop a sent mail is a file in a folder, and this shows the folder at /dev/mail/ (DEBUG only)."""

import re
from datetime import UTC
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe

SHOWN = 200
NAME = re.compile(r"[0-9a-f-]+", re.ASCII)
ADDRESS = re.compile(r"(https?://[^\s<]+)")


class MailFolderBackend(BaseEmailBackend):
    """Write every mail to MAIL_FOLDER, one .eml file each, named by time."""

    def send_messages(self, email_messages):
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:6]}.eml"
            (folder / name).write_bytes(mail.message().as_bytes())
        return len(email_messages)


def read(file):
    """The parts of a mail a person wants to see."""
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return {
        "name": file.stem,
        "to": mail["To"],
        "subject": mail["Subject"],
        # In UTC, which a date without a zone of its own stands for.
        "sent_at": mail["Date"].datetime.replace(tzinfo=UTC),
        "text": text.get_content() if text else "",
        "html": html.get_content() if html else "",
    }


def mail_list(request):
    """The newest mails first."""
    files = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), reverse=True)
    return render(
        request, "outbox/development_list.html", {"mails": [read(file) for file in files[:SHOWN]], "count": len(files)}
    )


def find_mail(name):
    """The mail in the file `name` of the folder, and of no other folder."""
    file = Path(settings.MAIL_FOLDER) / f"{Path(name).name}.eml"
    if not NAME.fullmatch(name) or not file.is_file():
        raise Http404
    return read(file)


def mail_html(request, name):
    """The HTML part as a mail program shows it: its own styles, no scripts, nothing fetched."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    return HttpResponse(find_mail(name)["html"], headers={"Content-Security-Policy": policy})


def mail_detail(request, name):
    """One mail, its links clickable."""
    mail = find_mail(name)
    # The text is escaped first; only then do addresses become links.
    linked = ADDRESS.sub(r'<a href="\1">\1</a>', escape(mail["text"]))
    return render(request, "outbox/development_mail.html", {"mail": mail, "text": mark_safe(linked)})  # noqa: S308
