"""What needs two rooms when a member leaves."""

from invitations.signals import invitations_ending
from panel_pages.answering.drafts import forget_drafts_of


def forget_drafts(sender, *, invitations, **kwargs):
    """What she had begun to answer goes with her."""
    forget_drafts_of(invitations)


invitations_ending.connect(forget_drafts, dispatch_uid="panel_pages.forget_drafts")
