"""Who is on the panel. The only room with addresses."""

from ..population import PopulationGroup
from .counting import MonthlyCount
from .notices import PrivacyNotice
from .people import Enrolment, Member, Person
from .places import PostalCode
from .rules import PanelRules
from .topics import Topic

__all__ = [
    "Enrolment", "Member", "MonthlyCount", "PanelRules", "Person", "PopulationGroup", "PostalCode", "PrivacyNotice",
    "Topic",
]  # fmt: skip
