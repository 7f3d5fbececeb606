"""The outbox, below /admin/utboks/."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.show_outbox, name="show"),
    path("send-igjen/", views.send_uncertain_again, name="send_again"),
    path("send-igjen/<int:pk>/", views.send_uncertain_again, name="send_one_again"),
]
