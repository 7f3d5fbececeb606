"""What the panel adds to Wagtail's admin. Each part stands in a module of its own."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .desk import attention as desk_attention  # noqa: F401 - registers what the start page says of surveys
from .desk import hooks as desk_hooks  # noqa: F401 - registers the survey desk
from .jobs import PUBLISH_REFUSED, UNPUBLISH_REFUSED
from .overview import hooks as overview_hooks  # noqa: F401 - registers the register of surveys
from .register import hooks as register_hooks  # noqa: F401 - registers the register of members


@hooks.register("register_log_actions")
def name_refusals(actions):
    """Words for what the page schedules could not do."""
    actions.register_action(
        PUBLISH_REFUSED, _("Not published on time"), _("Could not be published on time: something is missing")
    )
    actions.register_action(UNPUBLISH_REFUSED, _("Not unpublished on time"), _("Could not be unpublished on time"))
