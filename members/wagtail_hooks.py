"""What staff see of membership in Wagtail's admin besides the register: privacy notices, and the counts of the months."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from .models import MonthlyCount, PrivacyNotice


class PrivacyNoticeViewSet(ModelViewSet):
    """The notices, the newest first. One that has been in force can be read and copied, not changed."""

    model = PrivacyNotice
    name = "privacy_notices"
    url_prefix = "personverntekster"
    icon = "lock"
    menu_label = _("Privacy notices")
    add_to_settings_menu = True
    list_display = ["version", "valid_from_on"]
    form_fields = ["version", "valid_from_on", "text_nb", "text_nn", "text_en"]


def name_month(row):
    """A month as people write it, without the day it is stored by."""
    return date_format(row.month, "YEAR_MONTH_FORMAT")


class MonthlyCountViewSet(ModelViewSet):
    """How many joined, paused, left and why, month by month. Written by nobody."""

    model = MonthlyCount
    name = "monthly_counts"
    url_prefix = "manedstall"
    icon = "history"
    menu_label = _("Counts of the months")
    add_to_settings_menu = True
    list_display = [
        Column("month", label=capfirst(_("month")), accessor=name_month, sort_key="month"),
        "transition",
        "count",
    ]
    list_filter = ["month", "transition"]
    list_export = ["month", "transition", "count"]
    list_per_page = 100
    ordering = ["-month", "transition"]
    form_fields = ["month", "transition", "count"]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [PrivacyNoticeViewSet(), MonthlyCountViewSet()]
