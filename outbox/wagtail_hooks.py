"""What the outbox adds to the admin: its page, a menu item, and a warning on the start page."""

from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from . import admin_urls
from .condition import count_long_waiting
from .models import Hold, Message
from .views import MAY_LOOK
from .worker import worker_was_seen


class OutboxMenuItem(MenuItem):
    """«Outbox», for those who may look at it."""

    def is_shown(self, request):
        return request.user.has_perm(MAY_LOOK)


class LateMailPanel(Component):
    """On the start page when no worker is alive, mail has waited too long, is held, or its fate is in doubt."""

    name = "late_mail"
    template_name = "outbox/late_mail.html"
    order = 50

    def get_context_data(self, parent_context):
        now = timezone.now()
        return {
            "long_waiting": count_long_waiting(now=now),
            "worker_was_seen": worker_was_seen(now=now),
            "is_held": Hold.objects.exists(),
            "uncertain": Message.objects.filter(state=Message.State.UNCERTAIN).count(),
        }


@hooks.register("register_admin_urls")
def outbox_urls():
    return [path("utboks/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def outbox_menu_item():
    return OutboxMenuItem(_("Outbox"), reverse("outbox:show"), name="outbox", icon_name="mail", order=900)


@hooks.register("construct_homepage_panels")
def warn_of_late_mail(request, panels):
    if request.user.has_perm(MAY_LOOK):
        panels.append(LateMailPanel())
