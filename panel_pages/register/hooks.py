"""The way to the register: its URLs and a menu item."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import (
    composition,  # noqa: F401 - registers what the start page says of the panel
    urls,
    viewsets,  # noqa: F401 - registers postal codes and topics
)
from .access import SEE


class RegisterMenuItem(MenuItem):
    """«Members», for those who may see the list."""

    def is_shown(self, request):
        return request.user.has_perm(SEE)


@hooks.register("register_admin_urls")
def register_urls():
    return [path("register/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    return RegisterMenuItem(_("Members"), reverse("register:list"), name="register", icon_name="group", order=160)
