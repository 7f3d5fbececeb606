"""Trying a survey: an employee goes through the very pages residents meet, and nothing of it counts.

The link is made at the desk and stored nowhere; every look makes another. What is answered lies in a table of its own, never in
the box or among drafts, and does not keep the survey from being changed. What is published can be tried until the survey
closes, and a draft for two weeks, as it was last saved.
"""

import re
import secrets
from dataclasses import dataclass

from django.utils import timezone

from invitations.models import Asking
from members.links import Purpose, is_genuine, make
from surveys.box import fit
from surveys.drafts import Kept
from surveys.models import TestAnswer

from .unpublished import asking_of_draft

PREFIX = "test-"
SHAPE = re.compile(
    r"test-((?P<page>[1-9][0-9]{0,9})(-utkast-(?P<day>[0-9]{5,6}))?-[0-9a-f]{16})\.(?P<mac>[A-Za-z0-9_-]{22})", re.ASCII
)
DAYS_FOR_A_DRAFT = 14


@dataclass
class TestWalk:
    """Stands where an invitation does."""

    __test__ = False  # pytest takes the name for a test's

    pk: str
    asking: object = None
    answered: bool = False
    is_test = True
    link_generation = 0
    member = subject = None


def make_test_link(page_id, *, is_draft=False):
    """A link to try the survey of `page_id` with: as it is published, or as it was last saved."""
    which = f"-utkast-{today()}" if is_draft else ""
    return PREFIX + make(Purpose.TEST, TestWalk(f"{page_id}{which}-{secrets.token_hex(8)}"))


def link_to_draft(page, now):
    """A link to try what is not published yet; None where there is nothing of the kind, or the survey is over."""
    asking = getattr(page, "asking", None)
    is_over = asking is not None and now >= asking.ends_at
    is_draft = page.has_unpublished_changes or not page.live
    return make_test_link(page.pk, is_draft=True) if is_draft and not is_over else None


def today():
    """The day as a number."""
    return timezone.localdate().toordinal()


def find_walk(link, now):
    """The TestWalk that `link` opens; None if it is forged or old, or the survey is over."""
    match = SHAPE.fullmatch(link)
    if match is None or not is_genuine(match["mac"], Purpose.TEST, match[1], TestWalk.link_generation):
        return None
    asking = Asking.objects.select_related("page__survey_box").filter(page_id=int(match["page"])).first()
    if asking is not None and now >= asking.ends_at:
        return None
    if match["day"]:
        is_fresh = today() - int(match["day"]) < DAYS_FOR_A_DRAFT
        asking = asking_of_draft(int(match["page"]), now) if is_fresh else None
    if asking is None:
        return None
    # This asking is never saved: it lets somebody in before the survey opens.
    asking.opens_at, asking.is_test = min(asking.opens_at, now), True
    return TestWalk(match[1], asking, TestAnswer.objects.filter(walk=match[1], is_sent=True).exists())


def kept_of(walk, survey):
    """What is Kept of the walk, sent or not."""
    row = TestAnswer.objects.filter(walk=walk.pk).first()
    return Kept(walk.pk, row.step, fit(survey.questions, row.answers)) if row else Kept()


def keep_walk(walk, answers, **about):
    """Store what was answered, for the desk to count and remove. `about` is the last `step`, and whether it `is_sent`."""
    page = walk.asking.page_id
    TestAnswer.objects.update_or_create(walk=walk.pk, defaults={"page_id": page, "answers": answers, **about})


def forget_walk(walk):
    """Begin again: remove what was answered and not sent."""
    TestAnswer.objects.filter(walk=walk.pk, is_sent=False).delete()
