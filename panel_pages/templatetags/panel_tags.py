"""What the front page and the page skeleton show of the panel."""

from datetime import datetime

from django import template
from django.utils import timezone

from figures.shares import format_change, format_percent, percent
from home.kept import change_at, once
from home.navigation import first_of
from members.headcount import how_many
from members.models import PanelRules
from panel_pages.asked import list_asked, moments_of_change, newest_results
from panel_pages.dots import dots
from panel_pages.models import AskedPage, EnrolmentPage
from panel_pages.states import State
from panel_pages.way import date_span, way_of

register = template.Library()

PLANNED_SHOWN = FINISHED_SHOWN = 2


@register.simple_tag(takes_context=True)
def panel_now(context):
    """What the front page tells: members, entries by state and the newest results, in a constant number of queries."""
    now = timezone.now()
    entries = list_asked(now=now)
    change_at(context["request"], moments_of_change(entries), now=now)
    open_now = [entry for entry in entries if entry.state == State.OPEN]
    planned = [entry for entry in entries if entry.state == State.PLANNED]
    finished = [entry for entry in entries if entry.state not in (State.OPEN, State.PLANNED)]
    # One is large: the first that somebody can still take part in, if it has a picture to be large with.
    in_front = next((entry for entry in open_now + planned if entry.page.picture), None)
    shown = open_now + planned[:PLANNED_SHOWN] + finished[:FINISHED_SHOWN]
    return {
        "members": how_many(),
        "asked": len(entries) - len(planned),
        "in_front": in_front,
        "shown": [entry for entry in shown if entry is not in_front],
        "newest_results": newest_results(entries),
    }


@register.simple_tag(takes_context=True)
def join_page(context):
    """The page to join on, or None."""
    request = context.get("request")
    return first_of(request, EnrolmentPage) if request else None


@register.simple_tag(takes_context=True)
def minimum_age(context):
    """The birthday members must have had."""
    return once(context["request"], "minimum age", lambda: PanelRules.current().minimum_age)


@register.simple_tag(takes_context=True)
def asked_page(context):
    """The page that lists what has been asked, or None."""
    request = context.get("request")
    return first_of(request, AskedPage) if request else None


register.simple_tag(date_span, name="date_span")


@register.simple_tag
def way(survey):
    """The stops of a published survey from question to answer, as of now."""
    return way_of(survey, now=timezone.now())


@register.filter
def most_given(question):
    """The one row that most chose, or None: none where rows are hidden or several share the lead."""
    largest = [row for row in question["rows"] if row["is_largest"]]
    is_whole = all(row["count"] is not None for row in question["rows"])
    return largest[0] if is_whole and len(largest) == 1 else None


@register.filter
def count_questions(items):
    """How many questions a snapshot's items are of: a matrix is one, and what was written at «other» none of its own."""
    return len({item["id"] for item in items if item["type"] not in ("heading", "other_text")})


@register.filter
def moment(text):
    """The moment that stands in data as text."""
    return datetime.fromisoformat(text)


@register.filter
def as_percent(value):
    """A whole per cent such as "45 %"."""
    return format_percent(value)


@register.filter
def as_change(value, decimals=0):
    """How much more or less, such as "−1,5"."""
    return format_change(value, decimals)


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
