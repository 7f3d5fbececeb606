"""The way out that every mail carries: two clicks, no login."""

from django.conf import settings
from django.urls import reverse

from .links import Purpose, make, make_short_lived


def absolute(view, purpose, row):
    """The full address of a personal page."""
    return settings.SITE_URL + reverse(view, args=[make(purpose, row)])


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
