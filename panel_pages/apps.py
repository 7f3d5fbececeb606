from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelPagesConfig(AppConfig):
    name = "panel_pages"
    verbose_name = _("Panel pages")

    def ready(self):
        from members.places import names_of
        from surveys.places import register_source

        from . import signals  # noqa: F401 - connects the receivers

        register_source(names_of)
