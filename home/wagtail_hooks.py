"""The admin in the panel's colours, and what rich text links to."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from .page_links import RememberedPageLink


@hooks.register("insert_global_admin_css")
def admin_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


# After Wagtail's own, whose place it takes.
@hooks.register("register_rich_text_features", order=10)
def remember_page_links(features):
    features.register_link_type(RememberedPageLink)
