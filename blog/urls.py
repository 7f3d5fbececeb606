from django.urls import path

from .feeds import NewsFeed, NewsRssFeed

app_name = "news"
urlpatterns = [
    path("nyheter.atom", NewsFeed(), name="atom"),
    path("nyheter.rss", NewsRssFeed(), name="rss"),
]
