from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PanelPagesConfig(AppConfig):
    name = "panel_pages"
    verbose_name = _("Panel pages")

    def ready(self):
        from members.places import names_of
        from surveys.places import register_source

        from . import signals  # noqa: F401 - connects the receivers

        register_source(names_of)
        post_migrate.connect(make_workflow, sender=self, dispatch_uid="panel_pages.approval")


def make_workflow(apps=apps, using="default", **kwargs):
    """Offer approval by a second person, as soon as there is a table for it."""
    from .approval import offer_approval

    if using == "default" and "surveyapprovaltask" in apps.all_models["panel_pages"]:
        offer_approval()
