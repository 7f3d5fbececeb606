"""The languages of the site. A language is an address: bokmål without a prefix, the others with their code."""

from typing import NamedTuple

# Each in its own words, for those who read no other.
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


class LanguageChoice(NamedTuple):
    """A language one may read a page in, and where."""

    code: str
    name: str
    address: str
    is_current: bool


def choices(addresses, current):
    """The LanguageChoices of `addresses` {code: address} in our order; none where there is nothing to choose."""
    if len(addresses) < 2:
        return []
    return [
        LanguageChoice(code, name, addresses[code], code == current)
        for code, name in NAMES.items()
        if code in addresses
    ]
