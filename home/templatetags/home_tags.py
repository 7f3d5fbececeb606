"""What the page skeleton needs."""

from django import template
from django.forms import CheckboxInput

from home.anchors import anchored
from home.navigation import menu
from home.navigation import site_texts as texts_of

register = template.Library()
register.filter("anchored", anchored)


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The items of the main menu; none on an error page without a request."""
    request = context.get("request")
    return menu(request) if request else []


@register.simple_tag(takes_context=True)
def site_texts(context):
    """The editors' texts on every page; none on an error page without a request."""
    request = context.get("request")
    return texts_of(request) if request else None


@register.filter
def with_headings(parts):
    """Those of `parts` (of home.anchors) that have a heading."""
    return [part for part in parts if part.heading]


@register.filter
def with_class(field, names):
    """The control of a form field, with further class names."""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{names} {own}".strip()})


@register.filter
def first_control_id(field):
    """The id of the control an error message leads to: of a group, its first."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def is_tick(field):
    """Whether the field is one box to tick."""
    return isinstance(field.field.widget, CheckboxInput)
