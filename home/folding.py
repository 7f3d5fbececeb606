"""Words as Norwegians type them: «Bærum» is found by «baerum» and «barum», «søppel» by «soppel» and «soeppel».

Every page is indexed twice: as it is written, and folded to plain letters. What somebody looks for is folded the same
way. It works alike in all databases and needs no extension; PostgreSQL stems both on top.
"""

import re
import unicodedata

from wagtail.search import index

FOLDED = [index.SearchField("folded_title", boost=2), index.SearchField("folded_text")]
# Letters that lose no accent when they are taken apart, and pairs that stand for one.
LETTERS = str.maketrans({"æ": "a", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})
PAIRS = {"aa": "a", "ae": "a", "oe": "o"}
PAIR = re.compile("|".join(PAIRS))


def fold(text):
    """`text` in small plain letters: å, æ, aa and ae are a; ø and oe are o; accents are gone."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return PAIR.sub(lambda pair: PAIRS[pair[0]], plain)


class Findable:
    """A page that is also indexed folded. Its `search_fields` end with FOLDED."""

    def folded_title(self):
        return fold(self.title)

    def folded_text(self):
        """All the page's other words that are searched."""
        fields = (field for field in self.get_search_fields() if isinstance(field, index.SearchField))
        values = (field.get_value(self) for field in fields if field.field_name not in ("title", *FOLDED_NAMES))
        return fold(" ".join(flatten(value) for value in values))


FOLDED_NAMES = tuple(field.field_name for field in FOLDED)


def flatten(value):
    """The words of what a field gives to the index."""
    if isinstance(value, (list, tuple)):
        return " ".join(flatten(item) for item in value)
    return str(value or "")
