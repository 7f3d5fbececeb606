"""Who is on the panel. The only room with addresses."""

from ..importing.models import ListImport
from ..population import PopulationGroup
from ..register_log import RegisterEntry
from .counting import Headcount, MonthlyCount
from .notices import PrivacyNotice
from .people import Enrolment, Member, Person
from .places import PostalCode
from .portraits import Portrait
from .rules import PanelRules
from .topics import Topic
from .waiting import AddressChange, Attempt, LinkRequest

__all__ = [
    "AddressChange", "Attempt", "Enrolment", "Headcount", "LinkRequest", "ListImport", "Member", "MonthlyCount",
    "PanelRules", "Person", "PopulationGroup", "Portrait", "PostalCode", "PrivacyNotice", "RegisterEntry", "Topic",
]  # fmt: skip
