"""What a survey must have before it may be published, whichever way it is asked for."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from invitations.askings import dates_may_be
from invitations.models import Asking
from surveys.background import MOST
from surveys.between import BETWEEN
from surveys.models import Box
from surveys.promises import ANONYMOUS, PSEUDONYMOUS, FrozenPromise, check_promises, promised
from surveys.versions import FrozenStructure, check_frozen, has_answers

from .translating import is_translation, problems_of_translation

REQUIRED = (
    "purpose", "owner_unit", "contact_name", "contact_email", "legal_basis", "opens_at", "closes_at", "results_due_on",
    "retention_on", "identity_mode", "has_special_categories", "reported_on", "reported_by",
)  # fmt: skip
PROMISED = ("subject_until_on", "adds_age", "adds_gender", "adds_zone", "is_open_to_all")
CHECKED = (*REQUIRED, *PROMISED, "min_age", "questions")


def is_whole(questions):
    """Whether every block has what it needs. A draft may lack it, and schedules and bulk publishing ask no form."""
    try:
        questions.stream_block.clean(questions)
    except ValidationError:
        return False
    return True


def opening_date(closes_at):
    """The day answers are opened, which can be the one after closing."""
    return timezone.localdate(Asking(closes_at=closes_at).box_opens_at)


def problems_of_promises(page):
    """[(field, sentence)] for what residents could not be told about their answers, or have been told otherwise."""
    problems = []
    if page.identity_mode == PSEUDONYMOUS and not page.subject_until_on:
        problems.append(("subject_until_on", _("Say when the code is deleted, or choose another identity mode.")))
    elif page.identity_mode == PSEUDONYMOUS and not (
        opening_date(page.closes_at) < page.subject_until_on <= page.retention_on
    ):
        sentence = _("The code is deleted after the answers are opened, and at the latest when they are deleted.")
        problems.append(("subject_until_on", sentence))
    if len(page.background) > MOST:
        problems.append(("adds_zone", _("Choose at most two facts to add to an answer.")))
    if page.is_open_to_all and (page.identity_mode != ANONYMOUS or page.background):
        sentence = _("Only an anonymous survey without background can be open to everybody.")
        problems.append(("is_open_to_all", sentence))
    return problems


def problems_before_publishing(page):
    """[(field, sentence)] for what keeps the survey `page` from being published; empty when all is well."""
    if is_translation(page):
        return problems_of_translation(page)
    problems = []
    for field in REQUIRED:
        if getattr(page, field) in (None, ""):
            problems.append((field, _("Fill in this field before you publish.")))
    if not any(block.block_type not in BETWEEN for block in page.questions):
        problems.append(("questions", _("Add at least one question before you publish.")))
    elif not is_whole(page.questions):
        problems.append(("questions", _("A question is not complete. Open the page and fill in what is missing.")))
    if page.opens_at and page.closes_at and page.closes_at <= page.opens_at:
        problems.append(("closes_at", _("The survey must close after it opens.")))
    if page.closes_at and page.results_due_on and page.results_due_on < timezone.localdate(page.closes_at):
        problems.append(("results_due_on", _("The results cannot be due before the survey closes.")))
    if page.closes_at and page.retention_on and page.retention_on <= opening_date(page.closes_at):
        problems.append(("retention_on", _("Answers cannot be deleted before the survey has closed.")))
    if page.reported_on and page.reported_on > timezone.localdate():
        problems.append(("reported_on", _("Nobody can have been told on a day to come.")))
    if not problems:
        problems += problems_of_promises(page)
    if page.pk and not problems and not dates_may_be(page.pk, opens_at=page.opens_at, closes_at=page.closes_at):
        problems.append(("closes_at", _("The survey is over and its answers are counted, so its dates stand.")))
    try:
        if page.pk and not problems:
            check_frozen(page.pk, page.questions)
    except FrozenStructure:
        sentence = _(
            "The survey has answers, so questions and options can no longer be added, removed or replaced. "
            "Words can still be corrected."
        )
        problems.append(("questions", sentence))
    return problems + (broken_promises(page) if page.pk else [])


def is_told_otherwise(page):
    """Whether the key would go on another date than those who have answered were told, or other facts be added."""
    try:
        check_promises(page.pk, promised(**page.promises))
    except FrozenPromise:
        return True
    return False


def broken_promises(page):
    """[(field, sentence)] for what those who have answered were told, and publishing `page` would take back.

    Answers may go earlier than promised and be hidden more, never kept longer or hidden less.
    """
    box = Box.objects.filter(page_id=page.pk).first()
    if box is None or not has_answers(page.pk):
        return []
    broken = []
    if page.retention_on and page.retention_on > box.delete_on:
        sentence = _("Those who have answered were told %(date)s. Answers can be deleted earlier, not later.")
        broken.append(("retention_on", sentence % {"date": date_format(box.delete_on)}))
    if box.has_special_categories and not page.has_special_categories:
        sentence = _(
            "Those who have answered were told that small groups are hidden. That can no longer be taken back."
        )
        broken.append(("has_special_categories", sentence))
    if Asking.objects.filter(page_id=page.pk).exclude(identity_mode=page.identity_mode).exists():
        broken.append(("identity_mode", _("Somebody has answered, and was told how. The identity mode stands.")))
    elif is_told_otherwise(page):
        sentence = _(
            "Somebody has answered, and was told when the code is deleted and what is added to answers. Both stand."
        )
        broken.append(("subject_until_on", sentence))
    return broken
