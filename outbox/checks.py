"""What is wrong with the sender, said before a mail leaves."""

from email.utils import parseaddr

from django.conf import settings
from django.core.checks import Error, register


@register
def check_sender(app_configs, **kwargs):
    """Sender and mailbox for replies are addresses in a domain of ours: mail in a foreign name lands among spam."""
    problems = []
    for name in ("DEFAULT_FROM_EMAIL", "PANEL_REPLY_TO"):
        domain = parseaddr(getattr(settings, name))[1].rpartition("@")[2].casefold()
        if domain not in settings.MAIL_DOMAINS:
            ours = ", ".join(settings.MAIL_DOMAINS) or "none"
            sentence = f"{name} is an address in {domain or 'no domain'}, which is not one of ours ({ours})."
            problems.append(
                Error(sentence, hint="Set MAIL_DOMAINS to the domains the panel sends from.", id="outbox.E001")
            )
    return problems
