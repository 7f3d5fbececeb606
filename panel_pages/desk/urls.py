"""The survey desk, below /admin/undersokelser/."""

from django.urls import path

from . import views

app_name = "survey_desk"
urlpatterns = [
    path("", views.survey_list, name="list"),
    path("<int:page_id>/", views.desk, name="desk"),
    path("<int:page_id>/utvalg/", views.choose_audience, name="choose_audience"),
    path("<int:page_id>/send/", views.send, name="send"),
    path("<int:page_id>/avslutt/", views.close_now, name="close"),
    path("<int:page_id>/publiser/", views.publish, name="publish"),
]
