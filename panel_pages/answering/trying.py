"""Trying a survey: an employee goes through the very pages residents meet, and nothing of it counts.

The link is made at the desk and stored nowhere; every look makes another. What is sent lies in a table of its own, never in
the box, and does not keep the survey from being changed. It can be tried from the publishing until the survey closes.
"""

import re
import secrets
from dataclasses import dataclass

from invitations.models import Asking
from members.links import Purpose, is_genuine, make
from surveys.models import TestAnswer

PREFIX = "test-"
SHAPE = re.compile(r"test-(([1-9][0-9]{0,9})-[0-9a-f]{16})\.([A-Za-z0-9_-]{22})", re.ASCII)


@dataclass
class TestWalk:
    """Stands where an invitation does. `pk` is no number, so its drafts are never an invitation's."""

    __test__ = False  # pytest takes the name for a test's

    pk: str
    asking: object = None
    answered: bool = False
    is_test = True
    link_generation = 0
    member = subject = None


def make_test_link(page_id):
    """A link to try the survey of `page_id` with."""
    return PREFIX + make(Purpose.TEST, TestWalk(f"{page_id}-{secrets.token_hex(8)}"))


def find_walk(link, now):
    """The TestWalk that `link` opens; None if it is forged or the survey is over. Two queries at most."""
    match = SHAPE.fullmatch(link)
    if match is None or not is_genuine(match[3], Purpose.TEST, match[1], TestWalk.link_generation):
        return None
    asking = Asking.objects.select_related("page__survey_box").filter(page_id=int(match[2])).first()
    if asking is None or now >= asking.ends_at:
        return None
    # This asking is never saved: it lets somebody in before the survey opens.
    asking.opens_at, asking.is_test = min(asking.opens_at, now), True
    return TestWalk(match[1], asking, TestAnswer.objects.filter(walk=match[1]).exists())


def keep_test_answer(walk, answers):
    """Store what was sent, for the desk to count and remove."""
    box = walk.asking.page.survey_box
    TestAnswer.objects.update_or_create(walk=walk.pk, defaults={"box": box, "answers": answers})
