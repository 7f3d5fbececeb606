"""Whoever works in a part of the page tree works in its translations too."""

from wagtail.models import GroupPagePermission, Page


def share_permissions(sender, *, source_obj, target_obj, **kwargs):
    """Give the groups that have permissions on a page the same ones on its new translation."""
    if not isinstance(target_obj, Page):
        return
    for given in GroupPagePermission.objects.filter(page_id=source_obj.pk):
        GroupPagePermission.objects.get_or_create(
            group_id=given.group_id, page_id=target_obj.pk, permission_id=given.permission_id
        )
