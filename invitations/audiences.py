"""Whom we can ask, and a look at them before the mail leaves: counts, never names."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.composition import age_band
from members.models import Enrolment, Member

from . import rule_kinds  # noqa: F401 - the kinds of rules register themselves
from .budget import resting, used_up, within_budget
from .models import Invitation
from .rules import EVERYBODY, read


def rules_of(mailing):
    """The tree of rules a mailing goes by: live until it is sent off, as they were from then on."""
    if mailing.is_open_to_change:
        return read(mailing.live_audience.rules) if mailing.live_audience else EVERYBODY
    return read(mailing.rules)


def may_be_asked(tree, *, asking, today):
    """The members the rules name who are active and have no invitation to `asking`; the budget is not looked at."""
    members = Member.objects.active().filter(tree.condition(today))
    return members if asking is None else members.exclude(is_too_young(asking, today)).filter(~is_invited(asking))


def is_too_young(asking, today):
    """A condition on members: the one of `Asking.is_for`, turned round; nobody where there is no age limit."""
    return Q(birth_year__gte=today.year - asking.min_age) if asking.min_age else Q(pk=None)


def is_invited(asking):
    """A condition on members: has an invitation to `asking`."""
    return Exists(Invitation.objects.filter(asking=asking, member=OuterRef("pk")))


def candidates(tree, *, asking, today, budget_is_aside=False):
    """The members who would be asked today if everybody in the audience was."""
    members = may_be_asked(tree, asking=asking, today=today)
    return members if budget_is_aside else within_budget(members, today=today)


def reason_column(*, asking, today, budget_is_aside):
    """Why a member of the audience is left out, as a column; the first reason counts, and none is an empty string."""
    State = Member.State
    reasons = [
        When(state=State.PAUSED, then=Value("paused")),
        When(state=State.STOPPED, then=Value("stopped")),
        When(state=State.INACTIVE, then=Value("inactive")),
        When(unreachable_since_on__isnull=False, then=Value("unreachable")),
    ]
    if asking is not None:
        reasons.append(When(is_invited(asking), then=Value("asked")))
        reasons.append(When(is_too_young(asking, today), then=Value("young")))
    if not budget_is_aside:
        reasons.append(When(resting(today), then=Value("budget")))
        reasons.append(When(Q(pk__in=used_up(today)), then=Value("budget")))
    return Case(*reasons, default=Value(""), output_field=CharField())


def sentence(reason, count):
    """«12 are on pause»."""
    sentences = {
        "asked": ngettext("%(count)d has been asked already.", "%(count)d have been asked already.", count),
        "paused": ngettext("%(count)d member is on pause.", "%(count)d members are on pause.", count),
        "stopped": ngettext("%(count)d member wants no mail.", "%(count)d members want no mail.", count),
        "inactive": ngettext(
            "%(count)d has not answered for long and has been asked whether to stay.",
            "%(count)d have not answered for long and have been asked whether to stay.",
            count,
        ),
        "unreachable": ngettext(
            "%(count)d cannot be reached: the address takes no mail.",
            "%(count)d cannot be reached: their addresses take no mail.",
            count,
        ),
        "young": ngettext(
            "%(count)d is too young for this survey, or reaches its age limit only this year.",
            "%(count)d are too young for this survey, or reach its age limit only this year.",
            count,
        ),
        "budget": ngettext(
            "%(count)d has been asked lately or often, and is left in peace as we promised.",
            "%(count)d have been asked lately or often, and are left in peace as we promised.",
            count,
        ),
        "unconfirmed": ngettext(
            "%(count)d has signed up but not confirmed the address yet.",
            "%(count)d have signed up but not confirmed the address yet.",
            count,
        ),
    }
    return sentences[reason] % {"count": count}


REASONS = ("asked", "young", "budget", "paused", "stopped", "inactive", "unreachable", "unconfirmed")


@dataclass(frozen=True)
class LeftOut:
    """How many get no mail for one reason, in a sentence."""

    reason: str
    count: int
    sentence: str


@dataclass(frozen=True)
class Row:
    """One group of the audience beside the same group of the panel, in counts and whole per cent."""

    label: str
    count: int
    share: float
    panel_share: float


@dataclass(frozen=True)
class Look:
    """Who would get a mail: how many, composed how, and who not and why."""

    count: int
    left_out: list
    ages: list = field(default_factory=list)
    genders: list = field(default_factory=list)
    zones: list = field(default_factory=list)


def look_at(tree, *, asking, today, budget_is_aside=False):
    """The Look at an audience; three queries, however many there are in it."""
    reason = reason_column(asking=asking, today=today, budget_is_aside=budget_is_aside)
    grouped = (
        Member.objects.filter(tree.condition(today)).annotate(reason=reason).order_by()
        .values_list("reason", "birth_year", "gender", "zone").annotate(count=Count("pk"))
    )  # fmt: skip
    chosen, left_out = Counter(), Counter()
    for why, birth_year, gender, zone, count in grouped:
        if why:
            left_out[why] += count
        else:
            chosen[age_band(birth_year, year=today.year), gender, zone] += count
    if tree == EVERYBODY:
        left_out["unconfirmed"] = Enrolment.objects.count()
    panel = Counter()
    active = Member.objects.active().order_by().values_list("birth_year", "gender", "zone")
    for birth_year, gender, zone, count in active.annotate(count=Count("pk")):
        panel[age_band(birth_year, year=today.year), gender, zone] += count
    genders = {**dict(Member.Gender.choices), "": _("Not said")}
    return Look(
        count=chosen.total(),
        left_out=[LeftOut(key, left_out[key], sentence(key, left_out[key])) for key in REASONS if left_out[key]],
        ages=beside(chosen, panel, 0),
        genders=beside(chosen, panel, 1, genders.get),
        zones=beside(chosen, panel, 2, lambda zone: zone or _("Not known")),
    )


def beside(chosen, panel, place, label_of=str):
    """Rows of one side of the composition (`place` in the key), in the order of their names."""
    ours, whole = Counter(), Counter()
    for key, count in chosen.items():
        ours[key[place]] += count
    for key, count in panel.items():
        whole[key[place]] += count
    return [
        Row(str(label_of(name)), ours[name], share(ours[name], ours.total()), share(whole[name], whole.total()))
        for name in sorted(whole | ours)
    ]


def share(part, whole):
    """Per cent with a decimal hidden in the float; nothing of nothing is nothing."""
    return 100 * part / whole if whole else 0.0
