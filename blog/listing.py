"""The list of news, narrowed by topic and year. What it costs does not depend on how many posts there are."""

from dataclasses import dataclass

from home.filters import Choice, query_string

from .models import BlogPage, Topic

TOPIC_PARAMETER, YEAR_PARAMETER = "tema", "aar"


@dataclass(frozen=True)
class Selection:
    """The part of the news somebody has asked for, and the links to other parts."""

    posts: object
    topics: list
    years: list
    topic: Topic | None
    year: int | None

    @property
    def is_narrowed(self):
        """Whether this is less than everything."""
        return bool(self.topic or self.year)


def select(posts, *, topic="", year=""):
    """Narrow the queryset `posts` to a topic and a year as they stand in an address. What we do not know narrows nothing."""
    years_of = {key: date.year for key, date in posts.order_by().values_list("pk", "date")}
    tags = BlogPage.topics.through.objects.filter(blogpage__in=posts.order_by()).values_list("topic_id", "blogpage_id")
    tagged = {}
    for topic_id, key in tags:
        tagged.setdefault(topic_id, set()).add(key)
    topics = list(Topic.objects.filter(pk__in=tagged))
    years = sorted(set(years_of.values()), reverse=True)
    chosen_topic = next((known for known in topics if known.slug == topic), None)
    chosen_year = next((known for known in years if str(known) == year), None)

    def count(topic, year):
        keys = tagged[topic.pk] if topic else years_of
        return sum(1 for key in keys if year in (None, years_of[key]))

    def choice(label, topic, year, is_chosen):
        words = {TOPIC_PARAMETER: topic.slug if topic else "", YEAR_PARAMETER: year or ""}
        return Choice(label, query_string(words), count(topic, year), is_chosen)

    if chosen_topic:
        posts = posts.filter(topics=chosen_topic)
    if chosen_year:
        posts = posts.filter(date__year=chosen_year)
    return Selection(
        posts=posts,
        topics=[choice("", None, chosen_year, chosen_topic is None)]
        + [choice(known.name, known, chosen_year, known == chosen_topic) for known in topics],
        years=[choice("", chosen_topic, None, chosen_year is None)]
        + [choice(str(known), chosen_topic, known, known == chosen_year) for known in years],
        topic=chosen_topic,
        year=chosen_year,
    )
