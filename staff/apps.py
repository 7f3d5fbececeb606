from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = _("Staff")

    def ready(self):
        post_migrate.connect(apply_after_last_app, dispatch_uid="staff.roles")


def apply_after_last_app(app_config, plan=(), **kwargs):
    """Apply the roles once all apps have made their permissions."""
    from .roles import apply_roles

    is_last = app_config.name == list(apps.get_app_configs())[-1].name
    if is_last and apps.ready and kwargs.get("using", "default") == "default":
        apply_roles()
