"""What residents meet."""

from .activity import ActivityPage
from .asked import AskedPage
from .enrolment import EnrolmentPage
from .information import InformationPage
from .survey import SurveyPage

__all__ = ["ActivityPage", "AskedPage", "EnrolmentPage", "InformationPage", "SurveyPage"]
