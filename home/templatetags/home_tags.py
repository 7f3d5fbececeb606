"""What the page skeleton needs."""

from django import template

from home.navigation import menu

register = template.Library()


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The items of the main menu; none on an error page without a request."""
    request = context.get("request")
    return menu(request) if request else []
