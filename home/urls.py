from django.urls import path

from .views import robots, search

app_name = "home"
urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sok/", search, name="search"),
]
