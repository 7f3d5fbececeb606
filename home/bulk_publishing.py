"""«Publish» for several pages at once."""

from django.contrib import messages
from django.db import transaction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction

from .publishing import NotPublishable


class PublishThoseThatMay(PublishBulkAction):
    """Wagtail's own, but a page that may not be published is named and stops none of the others."""

    def get_execution_context(self):
        self.refused = []
        return {**super().get_execution_context(), "refused": self.refused}

    @classmethod
    def execute_action(cls, objects, include_descendants=False, user=None, refused=None, **kwargs):
        published = [0, 0]
        for page in objects:
            for one in [page, *(drafts_below(page, user) if include_descendants else ())]:
                try:
                    with transaction.atomic():
                        super().execute_action([one], user=user)
                except NotPublishable as refusal:
                    refused.append(refusal)
                else:
                    published[one is not page] += 1
        return published

    def get_success_message(self, num_parent_objects, num_child_objects):
        for refusal in self.refused:
            messages.error(self.request, refusal.sentence)
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


def drafts_below(page, user):
    """The pages below `page` that are not live, and that `user` may publish."""
    drafts = page.get_descendants().not_live().defer_streamfields().specific()
    return [draft for draft in drafts if draft.permissions_for_user(user).can_publish()]
