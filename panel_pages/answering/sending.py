"""The moment of sending.

Here, and for the length of one transaction, who answered and what was answered meet: the invitation is ticked, one
sealed answer is inserted and a draft deleted, and nothing else is written (decision 0003).
"""

from django.db import transaction
from django.shortcuts import redirect

from invitations.answering import find_invitation, tick
from surveys.box import drop
from surveys.drafts import drop_drafts

from .way_in import already_answered, closed, dead_link


def store_answer(invitation, answers, *, now, draft=None):
    """Tick the invitation, seal the answer and drop the draft of that name, all or nothing.

    False if the link has been used or came too late.
    """
    with transaction.atomic():
        if not tick(invitation, now=now):
            return False
        drop(invitation.asking.page.survey_box, answers)
        if draft:
            drop_drafts([draft])
    return True


def after_sending(request, link, *, is_stored, typed):
    """Where the resident goes: to the receipt, or to the page that says why not."""
    if is_stored:
        return redirect("answering:receipt", link=link)
    # Somebody was first: another tab, a second click, the closing or a member who left in this very moment.
    invitation = find_invitation(link)
    if invitation is None:
        return dead_link(request)
    if invitation.answered:
        return already_answered(request, invitation.asking, status=409)
    return closed(request, invitation.asking, typed)
