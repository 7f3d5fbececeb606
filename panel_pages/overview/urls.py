"""The register of surveys, below /admin/undersokelsesoversikt/."""

from django.urls import path

from . import views

app_name = "survey_register"
urlpatterns = [
    path("", views.register, name="list"),
    path("kalender/", views.month, name="month"),
    path("protokoll/", views.protocol, name="protocol"),
]
