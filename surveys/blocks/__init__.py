"""The question blocks a survey is built from. A question is its block's UUID and an option its item's, never words."""

from .stream import QuestionsBlock, with_ids

__all__ = ["QuestionsBlock", "with_ids"]
