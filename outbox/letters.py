"""From a template to a mail: subject.txt, body.txt and body.html of templates/emails/<name>/."""

import hashlib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def message_id(message):
    """The Message-ID of a queued message: the same at every attempt, so that a repeat is recognised as one."""
    key = f"{message.kind}:{message.subject}:{message.round}:{message.created_at.timestamp()}"
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def compose(name, to, context, *, message, way_out_url, unsubscribe_url="", language="nb"):
    """Return the mail `name` to the one address `to`, with text and HTML, in `language`.

    `way_out_url` is the address that leads out without logging in; base.txt and base.html show it in every mail.
    `unsubscribe_url` takes a POST that stops the mail at once; mail programs show a button of their own for it.
    """
    context = {**context, "site_url": settings.SITE_URL, "way_out_url": way_out_url, "language": language}
    with translation.override(language):
        subject = " ".join(render_to_string(f"emails/{name}/subject.txt", context).split())
        text = render_to_string(f"emails/{name}/body.txt", context)
        html = render_to_string(f"emails/{name}/body.html", {**context, "subject": subject})
    headers = {"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"}
    if unsubscribe_url:
        headers |= {"List-Unsubscribe": f"<{unsubscribe_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(
        subject=subject,
        body=text.strip() + "\n",
        to=[to],
        reply_to=[settings.PANEL_REPLY_TO],
        headers=headers,
    )
    mail.attach_alternative(html, "text/html")
    return mail
