"""What the bench puts into the database."""

from bench.seed import EVERY_TYPE
from surveys.blocks import QuestionsBlock

WITHOUT_QUESTION = {"section", "heading"}


def test_the_survey_of_every_type_has_every_type():
    assert {kind for kind, _value in EVERY_TYPE} == set(QuestionsBlock().child_blocks) - WITHOUT_QUESTION
