"""What the log of the register has noted in short, in words: which filters, which list, which mailing."""

import re

from django.utils.translation import gettext as _

from .filters import FilterForm

UNCONFIRMED = "unconfirmed"
MAILING = re.compile(r"mailing (\d+)", re.ASCII)


def in_words(purpose):
    """The purpose of an entry as people read it; what somebody has written stays as it is."""
    if purpose == UNCONFIRMED:
        return _("Not confirmed yet")
    if match := MAILING.fullmatch(purpose):
        return _("Mailing %(number)s") % {"number": match[1]}
    fields = FilterForm.base_fields
    names = purpose.split(", ")
    return ", ".join(str(fields[name].label) for name in names) if set(names) <= fields.keys() else purpose
