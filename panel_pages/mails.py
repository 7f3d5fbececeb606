"""The mails of this room."""

from . import staff_password
from .answering import link_again

__all__ = ["link_again", "staff_password"]
