"""What the front page and the page skeleton show of the panel."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from figures.shares import format_percent, percent
from home.kept import change_at
from home.navigation import first_of
from members.models import Member
from panel_pages.asked import list_asked, moments_of_change, newest_results
from panel_pages.dots import dots
from panel_pages.models import AskedPage, EnrolmentPage
from panel_pages.states import State

register = template.Library()

SHOWN_ON_FRONT_PAGE = (State.OPEN, State.PLANNED)


@register.simple_tag(takes_context=True)
def panel_now(context):
    """What the front page tells: members, entries by state and the newest results, in a constant number of queries."""
    now = timezone.now()
    entries = list_asked(now=now)
    change_at(context["request"], moments_of_change(entries), now=now)
    return {
        "members": Member.objects.count(),
        "asked": len([entry for entry in entries if entry.state != State.PLANNED]),
        "open": [entry for entry in entries if entry.state == State.OPEN],
        "planned": [entry for entry in entries if entry.state == State.PLANNED],
        "finished": [entry for entry in entries if entry.state not in SHOWN_ON_FRONT_PAGE],
        "newest_results": newest_results(entries),
    }


@register.simple_tag(takes_context=True)
def join_page(context):
    """The page to join on, or None."""
    request = context.get("request")
    return first_of(request, EnrolmentPage) if request else None


@register.simple_tag(takes_context=True)
def asked_page(context):
    """The page that lists what has been asked, or None."""
    request = context.get("request")
    return first_of(request, AskedPage) if request else None


@register.simple_tag
def date_span(first, last):
    """From one day to another, saying month and year once where they are the same: "9.–27. september 2019"."""
    first, last = (timezone.localdate(day) if isinstance(day, datetime) else day for day in (first, last))
    if first == last:
        return date_format(last, "j. F Y")
    start = "j. F Y" if first.year != last.year else "j. F" if first.month != last.month else "j."
    return f"{date_format(first, start)}–{date_format(last, 'j. F Y')}"


@register.filter
def as_percent(value):
    """A whole per cent such as "45 %"."""
    return format_percent(value)


@register.simple_tag
def share(part, whole):
    """`part` of `whole` such as "45 %"."""
    return format_percent(percent(part, whole))


@register.simple_tag
def dot_field(whole, part):
    """The dot field of `part` among `whole`, as rectangles to be filled with dots ten units apart."""
    return dots(whole, part)


@register.filter
def count_of(text, mark):
    """How often `mark` stands in `text`."""
    return text.count(mark)
