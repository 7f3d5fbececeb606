"""The contact budget where residents join."""

from django import template
from django.utils.translation import gettext as _

from invitations.budget import promise

register = template.Library()


@register.simple_tag
def contact_promise():
    """«At most 6 times a year, …», from the settings that the sending goes by."""
    given = promise()
    return _("At most %(times)d times a year, with at least %(days)d days in between") % {
        "times": given.times,
        "days": given.days,
    }
