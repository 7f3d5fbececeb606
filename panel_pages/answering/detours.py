"""Changing one answer from the review: what must be come to before one is back there, and what has fallen away.

It stands in the address and nowhere else: in `?endre=4.6&nytt&borte` the steps 4 and 6 are still to come, the page shown asks
more than before, and answers are gone. Whoever makes such an address up is told so, and nothing else happens.
"""

from typing import NamedTuple


class Detour(NamedTuple):
    """Where somebody is who goes on from a step, or who has changed an answer from the review."""

    # Whether she came from the review, and goes back there after the steps that are `waiting`, by number.
    is_on: bool = False
    waiting: tuple = ()
    asks_more: bool = False
    has_lost: bool = False

    @property
    def query(self):
        """What stands in the address, with its question mark."""
        names = [f"endre={'.'.join(map(str, self.waiting))}" if self.waiting else "endre"] if self.is_on else []
        names += ["nytt"] * self.asks_more + ["borte"] * self.has_lost
        return f"?{'&'.join(names)}" if names else ""

    @property
    def shown(self):
        """What the page says of it: whether the review is next, whether it asks more, and whether answers are gone."""
        return self.is_on and not self.waiting, self.asks_more, self.has_lost

    def after(self, survey, here, before, after):
        """The Detour on the page that follows the step `here`, and its step; None where that is the review.

        In it the answers `before` have become those `after`.
        """
        path = survey.path(after)
        more = {step.number for step in survey.newly_asked(before, after)}
        has_lost = survey.has_lost(here, before, after)
        if not self.is_on:
            following = next((step for step in path if step.number > here.number), None)
            return Detour(has_lost=has_lost), following
        has_lost = has_lost or self.has_lost
        ahead = [step for step in path if step.number != here.number and step.number in more | {*self.waiting}]
        if not ahead:
            return Detour(has_lost=has_lost), None
        waiting = tuple(step.number for step in ahead[1:])
        return Detour(is_on=True, waiting=waiting, asks_more=True, has_lost=has_lost), ahead[0]


def detour_of(request):
    """The Detour that the address of a request tells of."""
    said = request.GET
    numbers = {int(number) for number in said.get("endre", "").split(".") if number.isdecimal() and len(number) < 4}
    return Detour("endre" in said, tuple(sorted(numbers)), "nytt" in said, "borte" in said)
