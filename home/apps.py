from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _

from .site_address import fit_site_address


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front page")

    def ready(self):
        from wagtail.signals import post_page_move

        from .kept import forget, forget_when_watched

        post_save.connect(forget_when_watched, dispatch_uid="home.kept.saved")
        post_delete.connect(forget_when_watched, dispatch_uid="home.kept.deleted")
        post_page_move.connect(forget, dispatch_uid="home.kept.moved")
        post_migrate.connect(fit_site_address, sender=self, dispatch_uid="home.site_address")
