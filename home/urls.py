from django.urls import path

from .views import favicon, manifest, robots

app_name = "home"
urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("robots.txt", robots, name="robots"),
]
