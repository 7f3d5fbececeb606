"""Questions from a document: a text is read line by line as one reads a draft of a survey, and shown for correction.

No notation has to be learnt. A line that asks something is a question and the lines below it its answers; a line between
them is a heading, which begins a step; what stands in parentheses behind a question says of what kind it is, or who is
asked. What cannot be told from the words is guessed, and somebody looks at the guess before anything is made of it.
"""

from .blocks import answers_of, to_block
from .conditions import written_condition
from .kinds import NOT_ASKED, guess_kind
from .lines import read_document
from .marks import read_marks

__all__ = ["NOT_ASKED", "answers_of", "guess_kind", "read_document", "read_marks", "to_block", "written_condition"]
