"""What the worker does for pages: opening boxes after closing, and publishing and unpublishing on time.

Both look at the state of things, never at what they did before, so a worker killed anywhere in between completes
the work the next time. One survey or page that fails never stops another.
"""

import logging
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log as log_action
from wagtail.models import Page, PageLogEntry, Revision

from invitations.askings import fix_cohort
from invitations.models import Asking, Invitation
from outbox.registry import periodic
from panel_pages.archive import package  # noqa: F401 - a kind of file the worker writes
from surveys.answer_log import AnswerEntry, note
from surveys.box import erase_traces, open_box, unopened
from surveys.drafts import forget_drafts
from surveys.models import Box, TestAnswer
from surveys.subjects import take_out_subjects

from .answering.sending import background

log = logging.getLogger(__name__)

PUBLISH_REFUSED = "panel.publish_refused"
UNPUBLISH_REFUSED = "panel.unpublish_refused"


@periodic(
    "panel_pages.open_boxes", every=timedelta(seconds=10), label=_("Open the answers of surveys that have closed")
)
def open_boxes(now):
    """Fix the cohorts of what has closed and open their boxes; both when the last answer is stored for certain."""
    ended = Asking.objects.over(now - settings.SURVEY_GRACE_PERIOD)
    for asking in ended.unfixed():
        guarded("cohort", asking.page_id, fix_cohort, asking, now=now)
    boxes = unopened(Box.objects.filter(delete_on__gt=timezone.localdate(now), page__asking__in=ended))
    for box in boxes.select_related("version__structure", "page__asking"):
        asking = box.page.asking
        if asking.cohort_fixed_at is not None:
            guarded("box", box.page_id, open_for_cohort, box, now=now)


def open_for_cohort(box, *, now):
    """Open the box; what is added to answers is as coarse as those who were asked make necessary."""
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=now, cohort=cohort_by_background(box))


def cohort_by_background(box):
    """Counter {words of the background: how many who were asked have it}. Those who have left are in nobody's crowd."""
    asking, cohort = box.page.asking, Counter()
    if box.background:
        invited = asking.invitations.reached().exclude(member=None).select_related("member")
        for invitation in invited.iterator():
            cohort[tuple(background(box.background, invitation.member, asking).values())] += 1
    return cohort


@periodic("panel_pages.take_out_subjects", every=timedelta(hours=1), label=_("Delete codes on their date"))
def take_out_due_subjects(now):
    """From their date on answers and invitations share no key: invitations lose it, and the answers are written anew."""
    keyed = Invitation.objects.filter(subject__isnull=False, asking__page=OuterRef("page"))
    due = Box.objects.filter(Exists(keyed), subject_until_on__lte=timezone.localdate(now))
    for box in due.select_related("page"):
        guarded("subjects", box.page_id, cut_ties, box, now=now)


def cut_ties(box, *, now):
    """All of it or nothing, and written down; a worker killed before the traces are erased does it within the minute."""
    with transaction.atomic():
        # taking turns with an opening, which would bring out subjects that are gone here
        Box.objects.select_for_update().get(pk=box.pk)
        keyed = Invitation.objects.filter(asking__page=box.page_id, subject__isnull=False)
        note(None, AnswerEntry.Action.UNTIED, box.page, now=now, count=keyed.update(subject=None))
        take_out_subjects(box)
    erase_traces()


@periodic("panel_pages.forget_drafts", every=timedelta(seconds=10), label=_("Delete answers that were never sent"))
def forget_unsent(now):
    """What was begun and never sent goes when nobody can send it any more, and so does what was only tried."""
    over = Box.objects.filter(page__asking__in=Asking.objects.over(now - settings.SURVEY_GRACE_PERIOD))
    forget_drafts(over)
    TestAnswer.objects.filter(page__survey_box__in=over).delete()


def guarded(what, page_id, function, *args, **kwargs):
    """Call `function`; if it fails, log what of which page and the kind of error, and go on."""
    try:
        function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - one survey must not stop the others
        log.error("The %s of page %s failed: %s", what, page_id, type(error).__name__)


@periodic("panel_pages.page_schedules", every=timedelta(minutes=1), label=_("Publish and unpublish on time"))
def keep_schedules(now):
    """Unpublish what has expired and publish what is due, like `publish_scheduled`, with a guard around each page."""
    for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
        try_for_page(page, UNPUBLISH_REFUSED, unpublish, page)
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        try_for_page(revision.content_object, PUBLISH_REFUSED, publish, revision)


def unpublish(page):
    """Take an expired page down."""
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish(revision):
    """Publish a revision whose time has come."""
    revision.publish(log_action="wagtail.publish.scheduled")


def try_for_page(page, refusal, act, subject):
    """Call `act(subject)`, all of it or nothing. A refusal is written into the page's history, once a revision."""
    try:
        with transaction.atomic():
            act(subject)
    except Exception as error:  # noqa: BLE001 - one page must not stop the others
        kind = type(error).__name__
        # a revision can outlive its page
        log.error("The schedule of %s %s failed: %s", type(page).__name__, getattr(page, "pk", None), kind)
        write_refusal(page, refusal, subject if isinstance(subject, Revision) else None)


def write_refusal(page, refusal, revision):
    """Tell staff, in the history of the page. Wagtail keeps histories of pages; other models have only our log."""
    if not isinstance(page, Page):
        return
    if not PageLogEntry.objects.filter(page=page.pk, action=refusal, revision=revision).exists():
        log_action(instance=page, action=refusal, revision=revision)
