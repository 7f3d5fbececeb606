"""The draft of an invitation: what somebody who answers in steps has answered so far."""

from django.db import transaction

from invitations.answering import hold
from members.links import draft_keys
from surveys.drafts import drop_drafts, keep_draft, read_draft

from .trying import keep_walk, kept_of


def draft_of(invitation, survey):
    """What is Kept for the invitation. One query."""
    if invitation.is_test:
        return kept_of(invitation, survey)
    return read_draft(draft_keys(invitation), survey.questions)


def save(invitation, survey, step, answers, *, is_done=True):
    """Keep `answers` to the questions of `step` in the draft, beside what it has of others, and return it all.

    What is hidden by the new answers is dropped. None if somebody has sent the answer meanwhile: in an anonymous survey no
    draft outlives its sending.
    """
    with transaction.atomic():
        if not (invitation.is_test or hold(invitation)):
            return None
        kept = draft_of(invitation, survey)
        others = {key: answer for key, answer in kept.answers.items() if step is None or key not in step.keys}
        together = survey.shown(others | answers)
        last = max(kept.step, step.number) if step and is_done else kept.step
        if not is_done:
            # Whoever comes back goes on where this change has something more to ask.
            last = min([last, *(more.number - 1 for more in survey.newly_asked(kept.answers, together))])
        if invitation.is_test:
            keep_walk(invitation, together, step=last)
            return together
        keys = draft_keys(invitation)
        name = next(iter(keys))
        keep_draft(invitation.asking.page.survey_box, name, keys[name], together, step=last)
        if kept.name not in (None, name):
            drop_drafts([kept.name])
    return together


def keep_copy(invitation, answers, *, step, instead_of):
    """Keep what is sent in the draft, so that it can be changed until the survey closes. Call it in that transaction."""
    name, key = next(iter(draft_keys(invitation).items()))
    keep_draft(invitation.asking.page.survey_box, name, key, answers, step=step)
    if instead_of not in (None, name):
        drop_drafts([instead_of])


def forget_drafts_of(invitations):
    """Delete the drafts of the invitations."""
    drop_drafts([name for invitation in invitations for name in draft_keys(invitation)])
