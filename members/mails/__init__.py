"""The mails about membership."""

from . import joining, membership, moving, own_page

__all__ = ["joining", "membership", "moving", "own_page"]
