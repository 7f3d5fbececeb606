"""HTML prepared once with slots, and filled for each reader without a template.

A template is rendered with `Slots` in place of what somebody typed; the result is cut at the slots. Filling it gives
the same HTML as rendering the template again with `Filled`, and a test says so.
"""

from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString

# NUL cuts the HTML at its slots: no field and no database lets one into a label. SOH parts what a slot holds.
CUT, PART = "\x00", "\x01"


# So many orders a question with shuffled options is prepared in: enough that each of up to twelve comes first as often.
ORDERS = 12


def order_for(seed):
    """One of the ORDERS, always the same for the same `seed` (such as a link)."""
    return sha256(seed.encode()).digest()[0] % ORDERS


class Filled:
    """What is in the controls of a form: `data` is {field name: [values]}, and the `order` of shuffled options."""

    def __init__(self, data=None, order=0):
        self.order = order
        self.data = dict(data.lists()) if hasattr(data, "lists") else data or {}

    def text(self, name):
        """What is typed in the field `name`, escaped."""
        values = self.data.get(name)
        return escape(values[-1]) if values else SafeString("")

    def is_empty(self, name):
        """Whether nothing is in the field `name`; asked where something is wrong, and so never of Slots."""
        return not any(self.data.get(name, ()))

    def mark(self, name, value, mark):
        """`mark` (such as " checked") if `value` is chosen in the field `name`."""
        return SafeString(mark if value in self.data.get(name, ()) else "")


class Slots:
    """Takes the place of `Filled` while a template is prepared."""

    def __init__(self, order=0):
        self.order = order

    def is_empty(self, name):
        return True

    def text(self, name):
        return SafeString(f"{CUT}{name}{CUT}")

    def mark(self, name, value, mark):
        return SafeString(f"{CUT}{name}{PART}{value}{PART}{mark}{CUT}")


class Prepared:
    """The HTML of a template rendered with Slots."""

    def __init__(self, html):
        pieces = html.split(CUT)
        self.plain = pieces[::2]
        self.slots = [slot.split(PART) for slot in pieces[1::2]]

    def fill(self, data):
        """The HTML with `data` {field name: [values]} in it."""
        filled = Filled(data)
        pieces = [self.plain[0]]
        for slot, plain in zip(self.slots, self.plain[1:], strict=True):
            pieces += (filled.text(*slot) if len(slot) == 1 else filled.mark(*slot), plain)
        return "".join(pieces)
