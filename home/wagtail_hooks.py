"""The admin in the panel's colours, what rich text links to, and publishing several pages at once."""

from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override

from .bulk_publishing import PublishThoseThatMay
from .page_links import RememberedPageLink
from .slugs import PlainSlugField

register_form_field_override(models.SlugField, override={"form_class": PlainSlugField})


@hooks.register("insert_global_admin_css")
def admin_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_icons")
def icon_of_information(icons):
    """Messages that only inform name an icon that Wagtail does not have."""
    return [*icons, "admin_icons/info.svg"]


@hooks.register("insert_editor_js")
def show_what_unfolds():
    scripts = [(static(f"js/{name}.js"),) for name in ("unfolding", "block_picker", "tab_stops", "typed_dates")]
    return format_html_join("", '<script src="{}" type="module"></script>', scripts)


# After Wagtail's own, whose place it takes.
@hooks.register("register_rich_text_features", order=10)
def remember_page_links(features):
    features.register_link_type(RememberedPageLink)


# So is this.
hooks.register("register_bulk_action", PublishThoseThatMay, order=10)
