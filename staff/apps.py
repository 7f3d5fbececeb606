from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = _("Staff")

    def ready(self):
        from wagtail.signals import copy_for_translation_done

        from .translated_trees import share_permissions

        copy_for_translation_done.connect(share_permissions, dispatch_uid="staff.translated_trees")
        post_migrate.connect(apply_roles_last, dispatch_uid="staff.roles")


def apply_roles_last(app_config, apps=apps, using="default", **kwargs):
    """Apply the roles once every app has made its permissions.

    The signal comes once for each app with models, so the last of those is the one to wait for. While only a part of
    the apps has been migrated, the roles wait for the rest.
    """
    from .roles import apply_roles, list_apps

    if using == "default" and app_config.label == last_app_with_models() and list_apps() <= apps.app_configs.keys():
        apply_roles()


def last_app_with_models():
    """The label of the app the signal comes for last."""
    return [app.label for app in apps.get_app_configs() if app.models_module is not None][-1]
