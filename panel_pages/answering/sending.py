"""The moment of sending.

Here, and for the length of one transaction, who answered and what was answered meet: the invitation is ticked, one
sealed answer is inserted and a draft deleted, and nothing else is written (decision 0003). Where the survey is openly
not anonymous they share a key, and the answer may be changed until it closes (decision 0023).
"""

from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language

from invitations.answering import find_invitation, subject_of, tick, tick_again, ticking
from members.composition import age_band
from members.way_out import ANY_LINK, path_of
from surveys.background import AGE, GENDER, ZONE
from surveys.drafts import drop_drafts
from surveys.slot import drop, mark_and_drop

from .drafts import keep_copy
from .trying import keep_walk
from .way_in import already_answered, closed, dead_link


def store_answer(invitation, answers, *, now, draft=None, last_step=0):
    """Tick the invitation, seal the answer and drop the draft of that name, all or nothing.

    False if the link has been used or came too late. What may be changed stays in the draft; where answers belong to
    special categories only if there was one, which she asked for.
    """
    box = invitation.asking.page.survey_box
    if invitation.is_test:
        keep_walk(invitation, answers, step=last_step, is_sent=True)
        return True
    if box.is_anonymous:
        return store_anonymously(invitation, answers, now=now, draft=draft)
    with transaction.atomic():
        if not (tick_again if invitation.answered else tick)(invitation, now=now):
            return False
        drop(box, answers, subject=subject_of(invitation), background=background_of(invitation))
        if draft or not box.has_special_categories:
            keep_copy(invitation, answers, step=last_step, instead_of=draft)
    return True


def store_anonymously(invitation, answers, *, now, draft):
    """As above, where nothing may lead from the answer to her who gave it."""
    box, about_her = invitation.asking.page.survey_box, background_of(invitation)
    # In one statement, nearly always. What stands in its way is found out from one after the other.
    if not draft and mark_and_drop(ticking(invitation, now=now), box, answers, background=about_her):
        return True
    with transaction.atomic():
        if not tick(invitation, now=now):
            return False
        drop(box, answers, background=about_her)
        if draft:
            drop_drafts([draft])
    return True


def background_of(invitation):
    """What the survey says it adds to an answer; made coarser at the opening."""
    kinds = invitation.asking.page.survey_box.background
    return background(kinds, invitation.member, invitation.asking) if kinds else {}


def background(kinds, member, asking):
    """{kind: words} of `member` for each of `kinds`, by the year the survey opened."""
    words = {
        AGE: lambda: age_band(member.birth_year, year=timezone.localdate(asking.opens_at).year),
        GENDER: lambda: member.gender,
        ZONE: lambda: member.zone,
    }
    return {kind: words[kind]() for kind in kinds}


def after_sending(request, link, *, is_stored, typed, is_change=False):
    """Where the resident goes: to the receipt, or to the page that says why not."""
    if is_stored:
        return HttpResponseRedirect(path_of("answering:receipt", get_language()).replace(ANY_LINK, link))
    # Somebody was first: another tab, a second click, the closing or a member who left in this very moment.
    invitation = find_invitation(link)
    if invitation is None:
        return dead_link(request)
    if invitation.answered and not is_change:
        return already_answered(request, invitation.asking, link, status=409)
    return closed(request, invitation.asking, typed)
