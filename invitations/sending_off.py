"""Sending a mailing off: who gets it, their rows and their queued mail, in one transaction; and stopping it again."""

import itertools

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.crypto import get_random_string

from members.composition import age_band
from members.models import Member, PopulationGroup
from outbox.queue import call_off_batch, enqueue_rows, hold_batch, resume_batch
from outbox.rows import insert_from

from . import choosing
from .audiences import candidates, may_be_asked, rules_of
from .models import Asking, Contact, Invitation, Mailing

INVITATION, REMINDER = "invitations.invitation", "invitations.reminder"
RESULTS, INFORMATION = "invitations.results", "invitations.information"
# The invitation once more, to a member who is written to at another address.
NEW_LINK = "invitations.new_link"
CHUNK = 1000


class NotOpen(Exception):
    """Nobody is asked before the opening or after the closing."""


class AskedMeanwhile(Exception):
    """Somebody else sent invitations after the sender looked at how many there were."""


class SentOffAlready(Exception):
    """Somebody was faster: a mailing is sent off once."""


class NobodyLeft(Exception):
    """The audience is empty today, or the contact budget protects everybody in it."""


def send_off(mailing, *, by, now, already_asked=None, among=None):
    """Write to the audience of `mailing`, whom the contact budget and earlier invitations leave; return it as it is now.

    The mailing and its asking are locked, so two people who press at the same time take turns. So are the members, in
    the order of their ids: of two mailings that want the last place in somebody's budget, one finds it taken.
    `already_asked` is how many invitations the sender saw: if there are more now, nobody is asked. `among` (a Member
    queryset) narrows the audience further.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        mailing = Mailing.objects.select_for_update(of=("self",)).select_related("live_audience").get(pk=mailing.pk)
        if not mailing.is_open_to_change:
            raise SentOffAlready
        asking = lock_asking(mailing, now=now, already_asked=already_asked)
        if mailing.kind == Mailing.Kind.RESULTS:
            ids = those_who_were_asked(asking)
        else:
            ids = choose(mailing, asking, today=today, among=among)
        if not ids:
            raise NobodyLeft
        mailing.rules = rules_of(mailing).dump() if mailing.live_audience else {}
        mailing.audience = mailing.live_audience.name if mailing.live_audience else ""
        mailing.state, mailing.queued_by, mailing.queued_at = Mailing.State.SENT_OFF, by, now
        mailing.count, mailing.problem = len(ids), ""
        mailing.save()
        queue(mailing, ids, today=today)
    return mailing


def lock_asking(mailing, *, now, already_asked):
    """The asking of the mailing, locked; nobody is invited to one that is not open."""
    if mailing.asking_id is None:
        return None
    asking = Asking.objects.select_related("page").select_for_update(of=("self",)).get(pk=mailing.asking_id)
    if mailing.kind == Mailing.Kind.INVITATION:
        if not asking.is_open(now):
            raise NotOpen
        if already_asked is not None and asking.invitations.count() != already_asked:
            raise AskedMeanwhile
    return asking


def those_who_were_asked(asking):
    """Whom results go to: everybody whom the invitation reached and who still wants mail."""
    reached = asking.invitations.reached().filter(member__in=Member.objects.active())
    return list(reached.order_by("member").values_list("member", flat=True))


def choose(mailing, asking, *, today, among=None):
    """The ids of those who will be written to, after the locks of them all are held."""
    tree = rules_of(mailing)
    wanted = may_be_asked(tree, asking=asking, today=today)
    if among is not None:
        wanted = wanted.filter(pk__in=among.values("pk"))
    locked = set(wanted.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    # A second statement, begun when the locks are held: it sees what whoever held them before us has written.
    free = candidates(tree, asking=asking, today=today, budget_is_aside=bool(mailing.budget_reason))
    return pick(mailing, free, today=today, among=locked)


def pick(mailing, free, *, today, among):
    """The ids of those of `free` (a Member queryset) and `among` whom the mailing goes to, all of them or drawn."""
    if mailing.size is None or mailing.pick == Mailing.Pick.ALL:
        ids = [pk for pk in free.order_by("pk").values_list("pk", flat=True) if pk in among]
        return ids[: mailing.size]
    mailing.seed = mailing.seed or get_random_string(20)
    return draw(mailing, [one for one in as_candidates(free, today=today) if one.pk in among])


def who_would_get(mailing, *, today):
    """The ids of those it would go to if it was sent off now: the same as then, as long as nobody comes or goes."""
    if mailing.kind == Mailing.Kind.RESULTS:
        return those_who_were_asked(mailing.asking)
    tree, is_aside = rules_of(mailing), bool(mailing.budget_reason)
    free = candidates(tree, asking=mailing.asking, today=today, budget_is_aside=is_aside)
    return pick(mailing, free, today=today, among=set(free.values_list("pk", flat=True)))


def as_candidates(members, *, today):
    """What a draw looks at, of each of `members`."""
    rows = members.annotate(asked_on=Max("contacts__written_on")).order_by("pk")
    for pk, birth_year, gender, zone, asked_on in rows.values_list("pk", "birth_year", "gender", "zone", "asked_on"):
        yield choosing.Candidate(pk, age_band(birth_year, year=today.year), gender, zone, asked_on)


def draw(mailing, found):
    """The ids of those drawn from `found` (Candidates) the way the mailing says."""
    size, seed, Pick = mailing.size, mailing.seed, Mailing.Pick
    if mailing.pick == Pick.POPULATION:
        rows = PopulationGroup.objects.filter(zone="").values_list("age_band", "gender", "count")
        chosen = choosing.like_the_population(found, size, seed, {(band, who): count for band, who, count in rows})
    else:
        way = {
            Pick.RANDOM: choosing.by_lot,
            Pick.PANEL: choosing.like_the_panel,
            Pick.LONGEST_AGO: choosing.asked_longest_ago,
        }[mailing.pick]
        chosen = way(found, size, seed)
    return sorted(one.pk for one in chosen)


def queue(mailing, ids, *, today):
    """Write the rows of those chosen and queue their mail, so many at a time that memory stays flat."""
    ids = iter(ids)
    while chunk := list(itertools.islice(ids, CHUNK)):
        chosen = Member.objects.filter(pk__in=chunk)
        insert_from(
            Contact, chosen, mailing_id=mailing.pk, member_id=F("pk"), written_on=today, takes_a_place=mailing.counts
        )
        if mailing.kind == Mailing.Kind.INVITATION:
            insert_from(
                Invitation, chosen, asking_id=mailing.asking_id, member_id=F("pk"), answered=False, reached=False,
                declined=False, subject=None, link_generation=0,
            )  # fmt: skip
            rows = Invitation.objects.filter(asking=mailing.asking_id, member__in=chunk)
            enqueue_rows(INVITATION, rows, batch=mailing.batch)
        else:
            kind = RESULTS if mailing.kind == Mailing.Kind.RESULTS else INFORMATION
            enqueue_rows(kind, mailing.contacts.filter(member__in=chunk), batch=mailing.batch)


def pause(mailing):
    """Let nothing more of it leave until it is resumed. True if it was going."""
    with transaction.atomic():
        changed = change_state(mailing, Mailing.State.SENT_OFF, Mailing.State.PAUSED)
        if changed:
            hold_batch(mailing.batch)
    return changed


def resume(mailing):
    """Let it go on. True if it was on pause."""
    with transaction.atomic():
        changed = change_state(mailing, Mailing.State.PAUSED, Mailing.State.SENT_OFF)
        if changed:
            resume_batch(mailing.batch)
    return changed


def call_off(mailing):
    """Send nothing more of it, for good. Those whom no mail reached count as not asked; how many they are.

    Their places in the budget are given back, and another mailing may ask them.
    """
    with transaction.atomic():
        State = Mailing.State
        if not any(change_state(mailing, state, State.CALLED_OFF) for state in (State.SENT_OFF, State.PAUSED)):
            return 0
        subjects = [int(subject) for subject in call_off_batch(mailing.batch, "called off")]
        for start in range(0, len(subjects), CHUNK):
            forget_unsent(mailing, subjects[start : start + CHUNK])
    return len(subjects)


def forget_unsent(mailing, subjects):
    """Take away the rows of mails that will never leave."""
    if mailing.kind == Mailing.Kind.INVITATION:
        invitations = Invitation.objects.filter(pk__in=subjects, reached=False, answered=False)
        mailing.contacts.filter(member__in=invitations.values("member")).delete()
        invitations.delete()
    elif mailing.kind != Mailing.Kind.REMINDER:
        mailing.contacts.filter(pk__in=subjects).delete()


def change_state(mailing, before, after):
    """One conditional UPDATE, so that of two people one succeeds."""
    changed = Mailing.objects.filter(pk=mailing.pk, state=before).update(state=after)
    if changed:
        mailing.state = after
    return bool(changed)
