from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from .site_address import fit_site_address


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front page")

    def ready(self):
        post_migrate.connect(fit_site_address, sender=self, dispatch_uid="home.site_address")
