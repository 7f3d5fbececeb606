"""What the page skeleton needs."""

from django import template
from django.conf import settings
from django.forms import CheckboxInput
from django.utils.html import format_html
from django.utils.translation import get_language

from home.anchors import anchored
from home.card_pictures import draw
from home.navigation import languages_of, menu
from home.navigation import site_texts as texts_of
from home.routing import home_address as address_of_home

register = template.Library()
register.filter("anchored", anchored)
register.simple_tag(draw, name="card_picture")


@register.filter
def breakable(address):
    """A mail address that goes on a new line before its @ where it does not fit, instead of losing its last letter."""
    name, at, domain = address.partition("@")
    return format_html("{}<wbr>{}{}", name, at, domain) if at else address


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


@register.simple_tag(takes_context=True)
def page_languages(context):
    """The languages to go on in; none on an error page without a request."""
    request = context.get("request")
    return languages_of(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def home_address(context):
    """Where the front page is in the reader's language."""
    request = context.get("request")
    return address_of_home(request) if request else "/"


@register.filter
def lang_of(page):
    """` lang="nb"` for a page of home.languages.readable, or an item of the menu, that the reader's language lacks."""
    language = getattr(page, "language", "")
    return format_html(' lang="{}"', language) if language and language != get_language() else ""


@register.simple_tag
def municipality():
    """Whose panel this is."""
    return settings.MUNICIPALITY


@register.simple_tag
def open_graph_locale():
    """The language as those say it who show a shared page."""
    return {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}.get(get_language(), "nb_NO")


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
def faults(field):
    """[(id of a control, sentence)] of what is wrong with a field: of a group its first, unless the error names one by its code."""
    first = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
    return [
        (error.code if str(error.code).startswith(f"{field.auto_id}_") else first, sentence)
        for error in field.errors.as_data()
        for sentence in error.messages
    ]


@register.filter
def is_tick(field):
    """Whether the field is one box to tick."""
    return isinstance(field.field.widget, CheckboxInput)
