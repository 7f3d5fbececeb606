"""Who an employee is and what she may do, in two queries where Django and Wagtail take seven."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q

from .models import User


def find_kinds():
    """{where Wagtail remembers them on a user: the model} of the permissions that hold for some things only."""
    from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

    return {
        "_page_permission_cache": GroupPagePermission,
        "_collection_permission_cache": GroupCollectionPermission,
        "_site_permission_cache": GroupSitePermission,
    }


class StaffBackend(ModelBackend):
    """Django's own, asking for everything at once. Every page of the admin pays for this first."""

    def get_user(self, user_id):
        """The employee with her profile; of kinds of permissions she has none of, Wagtail need not ask again."""
        kinds = find_kinds()
        has_any = {
            f"has{name}": Exists(kind.objects.filter(group__user=OuterRef("pk"))) for name, kind in kinds.items()
        }
        user = User.objects.select_related("wagtail_userprofile").annotate(**has_any).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        for name, kind in kinds.items():
            if not getattr(user, f"has{name}"):
                setattr(user, name, kind.objects.none())
        return user

    def get_all_permissions(self, user_obj, obj=None):
        """Her own permissions and those of her groups."""
        if not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            own = User.user_permissions.through.objects.filter(user=user_obj).values("permission")
            of_groups = Permission.group_set.through.objects.filter(group__user=user_obj).values("permission")
            names = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=of_groups)).order_by()
            names = names.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in names}
        return user_obj._perm_cache
