"""Links that narrow a list, as components/filter.html shows them."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Choice:
    """A link that narrows a list: what it shows, where it leads and how many entries wait there."""

    label: str
    query: str
    count: int
    is_chosen: bool
    state: object = None


def query_string(words):
    """{parameter: word} as the end of an address; words that are empty are left out."""
    query = urlencode({name: word for name, word in words.items() if word})
    return f"?{query}" if query else ""
