"""What a resident is told before the first question about her answer, and what therefore stands from the first on."""

from .models import Box
from .versions import has_answers

ANONYMOUS, PSEUDONYMOUS, IDENTIFIED = "anonymous", "pseudonymous", "identified"


class FrozenPromise(Exception):
    """Somebody has answered and been told otherwise."""


def promised(*, identity_mode, subject_until_on, background, delete_on, is_open_to_all=False):
    """The columns of a Box that hold what is promised. A named answer carries its key until it is deleted."""
    until = {PSEUDONYMOUS: subject_until_on, IDENTIFIED: delete_on}.get(identity_mode)
    return {
        "identity_mode": identity_mode,
        "subject_until_on": until,
        "background": list(background),
        "is_open_to_all": is_open_to_all,
    }


def check_promises(page_id, promises):
    """Raise FrozenPromise if the survey of `page_id` has answers that were given under other `promises`."""
    box = Box.objects.filter(page_id=page_id).first()
    if box is None or not has_answers(page_id):
        return
    # The date on which named answers go is the survey's own, and may be moved like that of all answers.
    compared = [name for name in promises if name != "subject_until_on" or box.identity_mode == PSEUDONYMOUS]
    if any(getattr(box, name) != promises[name] for name in compared):
        raise FrozenPromise
