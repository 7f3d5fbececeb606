"""The words of a mailing, and the {placeholders} they may hold: plain replacement from a fixed list, no template engine."""

import re

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext_lazy as _

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
FALLBACK = "nb"

# What editors type, and what it stands for; of mail that is about a survey.
MEANINGS = {
    "tittel": (_("the title of the survey"), lambda asking: asking.told.title),
    "frist": (
        _("when it closes"),
        lambda asking: date_format(
            timezone.localtime(asking.ends_at), get_format("MONTH_DAY_FORMAT") + "\N{NO-BREAK SPACE}H.i"
        ),
    ),
    "minutter": (_("how many minutes it takes"), lambda asking: str(asking.minutes or "")),
    "formål": (_("what the answers are used for"), lambda asking: asking.told.purpose),
    "enhet": (_("the unit that asks"), lambda asking: asking.owner_unit),
    "kontakt": (_("the named contact"), lambda asking: asking.contact_name),
}


def unknown_placeholders(text, *, has_asking):
    """The {placeholders} of `text` that stand for nothing, in order."""
    known = MEANINGS if has_asking else {}
    return [name for name in PLACEHOLDER.findall(text) if name not in known]


def fill(text, asking):
    """`text` with its placeholders replaced, once: what is put in is not looked at again."""
    if asking is None:
        return text
    return PLACEHOLDER.sub(
        lambda match: MEANINGS[match[1]][1](asking) if match[1] in MEANINGS else match[0], text
    )  # fmt: skip


def language_for(mailing, member):
    """The language a member gets a mailing in: hers, when its own words exist in it."""
    if not mailing.texts or member.language in mailing.texts:
        return member.language
    return FALLBACK


def words_of(mailing, language):
    """{"subject", "paragraphs"} as they are sent in `language`; empty where the standard text holds."""
    written = mailing.texts.get(language, {})
    with translation.override(language):
        # A subject is one line, whatever the title it quotes holds.
        subject = " ".join(fill(written.get("subject", ""), mailing.asking).split())
        body = fill(written.get("body", ""), mailing.asking)
    return {"subject": subject, "paragraphs": [part.strip() for part in re.split(r"\n\s*\n", body) if part.strip()]}
