"""What residents meet."""

from .activity import ActivityPage
from .acts import SurveyAct
from .approving import SurveyApprovalTask
from .asked import AskedPage
from .composition import CompositionPage
from .enrolment import EnrolmentPage
from .external import ExternalSurvey
from .information import InformationPage
from .survey import SurveyPage

__all__ = [
    "ActivityPage",
    "AskedPage",
    "CompositionPage",
    "EnrolmentPage",
    "ExternalSurvey",
    "InformationPage",
    "SurveyAct",
    "SurveyApprovalTask",
    "SurveyPage",
]
