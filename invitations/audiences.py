"""Whom we can ask, and a look at them before the mail leaves: counts, never names."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.composition import by_place
from members.models import Enrolment, Member


@dataclass(frozen=True)
class Audience:
    """A part of the panel that staff can choose; `members()` is a Member queryset, fresh each time."""

    key: str
    label: str
    members: Callable

    def not_yet_asked(self, asking):
        """The members of the audience who have no invitation to `asking`."""
        return self.members().exclude(pk__in=asking.invitations.exclude(member=None).values("member"))


AUDIENCES = {
    audience.key: audience for audience in (Audience("active", _("All active members"), Member.objects.active),)
}


@dataclass(frozen=True)
class LeftOut:
    """How many get no mail for one reason, in a sentence."""

    reason: str
    count: int
    sentence: str


@dataclass(frozen=True)
class AudiencePreview:
    """Who would get a mail: how many, from where, and who not and why."""

    count: int
    places: list
    left_out: list


def preview(audience, asking):
    """Look at the audience `audience` (a key) of `asking`; a fixed number of queries."""
    chosen = AUDIENCES[audience].not_yet_asked(asking)
    places = by_place(chosen)
    asked = asking.invitations.count()
    paused = Member.objects.paused().exclude(pk__in=asking.invitations.exclude(member=None).values("member")).count()
    unconfirmed = Enrolment.objects.count()
    left_out = [
        LeftOut("asked", asked, ngettext(
            "%(count)d has been asked already.", "%(count)d have been asked already.", asked
        ) % {"count": asked}),
        LeftOut("paused", paused, ngettext(
            "%(count)d member is on pause.", "%(count)d members are on pause.", paused
        ) % {"count": paused}),
        LeftOut("unconfirmed", unconfirmed, ngettext(
            "%(count)d has signed up but not confirmed the address yet.",
            "%(count)d have signed up but not confirmed the address yet.",
            unconfirmed,
        ) % {"count": unconfirmed}),
    ]  # fmt: skip
    return AudiencePreview(
        count=sum(count for _place, count in places),
        places=places,
        left_out=[row for row in left_out if row.count],
    )
