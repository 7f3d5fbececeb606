"""E-mail addresses: which are taken, and how two are compared."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy

LETTERS_ERROR = gettext_lazy(
    "We cannot send to an address with æ, ø, å or other such letters before the @. Enter another one if you have it."
)


def address_key(address):
    """The form in which addresses are compared: without case, tags kept, the domain as mail servers know it.

    A domain can be written in many ways that mean the same (letters of full width, soft hyphens); each of them would
    otherwise be another member, and get a mail of its own.
    """
    name, _at, domain = address.strip().rpartition("@")
    return f"{name}@{to_ascii(domain)}".casefold()


def to_ascii(domain):
    """The domain as it is looked up; one that cannot be is left as it stands."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


class AddressValidator(EmailValidator):
    """An ordinary address. Quoted names, numeric hosts and this machine itself are nobody's mailbox here."""

    user_regex = re.compile(
        r"[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*\Z", re.IGNORECASE | re.ASCII
    )
    literal_regex = re.compile(r"(?!)")
    domain_allowlist = []

    def __call__(self, value):
        if not str(value).rpartition("@")[0].isascii():
            raise ValidationError(LETTERS_ERROR, code=self.code)
        super().__call__(value)

    def validate_domain_part(self, domain_part):
        if not to_ascii(domain_part).isascii():
            return False
        return super().validate_domain_part(domain_part)
