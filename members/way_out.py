"""The way out that every mail carries: two clicks, no login."""

from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from .links import Purpose, make, make_short_lived

# Of the shape of a link, and nobody's.
ANY_LINK = "0.any-link"


def absolute(view, purpose, row):
    """The full address of a personal page."""
    return settings.SITE_URL + path_of(view, get_language()).replace(ANY_LINK, make(purpose, row))


@cache
def path_of(view, language):
    """The path of the page `view` in `language`, with ANY_LINK where the link goes: mails need it by the thousand."""
    with translation.override(language):
        return reverse(view, args=[ANY_LINK])


def leave_url(member):
    """Where a member leaves or takes a pause."""
    return absolute("members:leave", Purpose.LEAVE, member)


def ways_out(member):
    """What `outbox.letters.compose` needs of the member it writes to: both ways out, and her language."""
    return {
        "way_out_url": leave_url(member),
        "unsubscribe_url": absolute("members:stop", Purpose.STOP, member),
        "language": member.language,
    }


def enter_url(member, *, now):
    """Where a member sees and corrects all that is stored about her. Works once, and not for long."""
    link = make_short_lived(Purpose.ENTER, member, until=now + settings.OWN_PAGE_LINK_LASTS)
    return settings.SITE_URL + reverse("participation:enter", args=[link])


def stay_url(member):
    """Where an inactive member says that she wants to stay."""
    return absolute("members:stay", Purpose.STAY, member)


def confirm_details_url(member):
    """Where a member confirms once a year that all is still right."""
    return absolute("members:confirm_details", Purpose.CONFIRM_DETAILS, member)


def move_url(change, *, is_old):
    """Where one of the two mailboxes confirms a change of address."""
    purpose, view = (Purpose.MOVE_FROM, "move_from") if is_old else (Purpose.MOVE_TO, "move_to")
    return absolute(f"members:{view}", purpose, change)


def confirm_url(enrolment):
    """Where an enrolment is confirmed."""
    return absolute("members:confirm", Purpose.CONFIRM, enrolment)


def withdraw_url(enrolment):
    """Where an enrolment is withdrawn and the address deleted."""
    return absolute("members:withdraw", Purpose.WITHDRAW, enrolment)
