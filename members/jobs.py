"""What time brings about: pauses that end, questions to those who have fallen silent, and forgetting.

Jobs about lists stand in importing/jobs.py.
"""

import logging
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.registry import periodic

from .forgetting import forget_on_time
from .headcount import count_members
from .importing import jobs as importing_jobs  # noqa: F401 - registers them
from .membership import resume_ended_pauses
from .models import PanelRules
from .portrait import take_portrait_weekly
from .reminding import ask_about_details, ask_the_silent

log = logging.getLogger(__name__)


@periodic("members.forget_on_time", every=timedelta(hours=1), label=_("Delete members and forms on time"))
def forget(now):
    """All that is due."""
    numbers = {key: number for key, number in forget_on_time(now=now).items() if number}
    if numbers:
        log.info("Deleted on time: %s", ", ".join(f"{key} {number}" for key, number in numbers.items()))


@periodic("members.resume_ended_pauses", every=timedelta(hours=1), label=_("End pauses"))
def resume(now):
    """Pauses that are over."""
    resume_ended_pauses(today=timezone.localdate(now))


@periodic("members.count", every=timedelta(minutes=1), label=_("Count members"))
def count(now):
    """How many there are, for pages to show."""
    count_members()


@periodic("members.take_portrait", every=timedelta(hours=1), label=_("Count who is on the panel, for the public page"))
def take_portrait(now):
    """What residents see of who is on the panel, once a week."""
    take_portrait_weekly(now=now)


@periodic("members.ask_members", every=timedelta(hours=6), label=_("Ask members whether they want to stay"))
def ask_members(now):
    """Whether the silent want to stay, and once a year whether all is still right."""
    today = timezone.localdate(now)
    ask_the_silent(after=PanelRules.current().inactive_after, today=today)
    ask_about_details(today=today)
