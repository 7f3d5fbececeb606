"""The body of an information page or an activity."""

from home.blocks import BodyBlock
from surveys.results_chart import ResultsChartBlock


class PageBodyBlock(BodyBlock):
    """What every body can hold, and published figures."""

    results_chart = ResultsChartBlock()
