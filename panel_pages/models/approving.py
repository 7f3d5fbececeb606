"""Approval by a second person: a step of Wagtail's workflows, and who may publish where it is required."""

import re

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, PagePermissionTester

from home.publishing import NotPublishable

# What saving a page anew changes though nobody has written anything.
BOOKKEEPING = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "wagtail_admin_comments"}
BLOCK_KEY = re.compile(r' data-block-key=\\*"\w+\\*"')


def said(revision):
    """What an editor has written in `revision`, to be compared with another one."""
    content = {name: value for name, value in revision.content.items() if name not in BOOKKEEPING}
    return BLOCK_KEY.sub("", str(content)).replace("<p></p>", "")


def writer_of(page):
    """The id of whoever wrote what the newest revision of `page` says.

    The editor's own button to approve saves the page once more: who only pressed it has written nothing.
    """
    writer, words = None, ""
    for revision in page.revisions.order_by("-created_at", "-pk").iterator(chunk_size=10):
        if writer is not None and said(revision) != words:
            break
        writer, words = revision, said(revision)
    return writer.user_id


class NotApproved(NotPublishable):
    """The page waits for approval as before; the messages say why."""

    phrase = _("«%(title)s» was not approved. %(reasons)s")


class SurveyApprovalTask(AbstractGroupApprovalTask):
    """Four eyes: whoever asked for approval, or wrote what is to be approved, does not give it."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    @classmethod
    def get_description(cls):
        return _("Somebody else than who asked for it approves. What is missing in a survey is refused.")

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        from panel_pages.steering import Kind, note

        if action_name != "approve":
            return super().on_action(task_state, user, action_name, **kwargs)
        state = task_state.workflow_state
        revision = state.content_object.get_latest_revision()
        page = revision.as_object()
        if user.pk in (state.requested_by_id, writer_of(page)):
            raise NotApproved(
                page, [_("It must be approved by somebody else than who wrote it or asked for approval.")]
            )
        if problems := page.problems_before_publishing():
            raise NotApproved(page, [sentence for _field, sentence in problems])
        if hasattr(page, "acts"):
            note(page, Kind.APPROVED, user=user, now=timezone.now(), revision_id=revision.pk)
        return super().on_action(task_state, user, action_name, **kwargs)


class ApprovedFirst(PagePermissionTester):
    """Nobody publishes without a second person, where the municipality wants it so."""

    def can_publish(self):
        return super().can_publish() and not settings.SURVEYS_NEED_APPROVAL
