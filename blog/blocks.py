"""The body of a news post."""

from home.blocks import BodyBlock
from surveys.results_chart import ResultsChartBlock


class PostBodyBlock(BodyBlock):
    """What every body can hold, and published figures."""

    results_chart = ResultsChartBlock()
