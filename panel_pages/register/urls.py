"""The register, below /admin/register/."""

from django.urls import path

from . import acting, views

app_name = "register"
urlpatterns = [
    path("", views.member_list, name="list"),
    path("ubekreftet/", views.waiting_list, name="waiting"),
    path("ny/", views.add_member, name="add"),
    path("handling/", acting.act, name="act"),
    path("logg/", views.log, name="log"),
    path("<int:number>/", views.show_member, name="member"),
    path("<int:number>/rett/", views.correct_member, name="correct"),
]
