"""What residents will meet of a survey that is not published yet, or has been changed since: for trying it out.

Nothing made here is ever saved. What publishing would ask for and is missing has a stand-in.
"""

from datetime import timedelta

from django.utils import timezone

from invitations.askings import COPIED
from invitations.models import Asking
from panel_pages.models import SurveyPage
from panel_pages.translating import is_translation
from surveys.models import Box
from surveys.promises import PSEUDONYMOUS, promised
from surveys.questionnaire import Questionnaire
from surveys.structure import compile_stream

STAND_IN = timedelta(days=14)


def asking_of_draft(page_id, now):
    """An Asking, with a box and a `questionnaire`, of the newest draft of a survey; None if there is no such survey."""
    page = SurveyPage.objects.filter(id=page_id).first()
    if page is None or is_translation(page):
        return None
    draft = page.get_latest_revision_as_object()
    draft.live = True
    if not draft.closes_at or draft.closes_at <= now:
        draft.closes_at = now + STAND_IN
    later = timezone.localdate(draft.closes_at) + STAND_IN
    draft.retention_on = draft.retention_on or later
    if draft.identity_mode == PSEUDONYMOUS:
        draft.subject_until_on = draft.subject_until_on or later
    # Both know each other through the page, without a row of either.
    Box(
        page=draft, delete_on=draft.retention_on, has_special_categories=bool(draft.has_special_categories),
        **promised(**draft.promises),
    )  # fmt: skip
    asking = Asking(
        page=draft, opens_at=now, closes_at=draft.closes_at, min_age=draft.age_limit,
        **{name: getattr(draft, name) for name in COPIED},
    )  # fmt: skip
    asking.questionnaire = Questionnaire(*compile_stream(draft.questions))
    return asking
