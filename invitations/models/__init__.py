"""Whom we ask, what we send them, and who has answered. Never what they answered."""

from .askings import Asking
from .invitations import Invitation
from .mailings import Audience, Contact, Mailing

__all__ = ["Asking", "Audience", "Contact", "Invitation", "Mailing"]
