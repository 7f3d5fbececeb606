from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelPagesConfig(AppConfig):
    name = "panel_pages"
    verbose_name = _("Panel pages")

    def ready(self):
        from . import signals  # noqa: F401 - connects the receivers
