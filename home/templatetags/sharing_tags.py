"""What search engines and those who share a page are told."""

from django import template

from home.structured_data import as_json_ld, describe_site

register = template.Library()


@register.simple_tag(takes_context=True)
def site_data(context):
    """JSON-LD about the site."""
    return as_json_ld(describe_site(context["page"].full_url))
