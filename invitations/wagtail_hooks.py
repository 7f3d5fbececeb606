"""What this room writes into the log of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .drafts import BUDGET_SET_ASIDE


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(BUDGET_SET_ASIDE, _("Set the contact budget aside"), _("Set the contact budget aside"))
