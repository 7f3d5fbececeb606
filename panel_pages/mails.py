"""The mails of this room."""

from . import staff_password

__all__ = ["staff_password"]
