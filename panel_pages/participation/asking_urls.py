"""Asking for the link to Min deltakelse, in the language of the address. In bokmål the page itself asks."""

from django.urls import path

from . import views

app_name = "own_page_link"
urlpatterns = [
    path("", views.ask_for_link, name="ask"),
    path("sjekk-eposten/", views.check_mail, name="check_mail"),
]
