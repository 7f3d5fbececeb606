"""Links between the pages of a list."""

from django import template

register = template.Library()
PAGE_PARAMETER = "side"


@register.filter
def page_numbers(pages):
    """The numbers to link to: all of a short list, the ends and the neighbours of a long one."""
    return pages.paginator.get_elided_page_range(pages.number, on_each_side=2, on_ends=1)


@register.simple_tag(takes_context=True)
def page_address(context, number):
    """Where page `number` of the list in this address is. The first page has no number."""
    request = context["request"]
    query = request.GET.copy()
    query.pop(PAGE_PARAMETER, None)
    if number > 1:
        query[PAGE_PARAMETER] = number
    return f"{request.path}?{query.urlencode()}" if query else request.path
