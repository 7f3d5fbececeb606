from django.urls import path

from . import views

app_name = "participation"
urlpatterns = [
    path("", views.own_page, name="own_page"),
    path("inn/<str:link>/", views.enter, name="enter"),
    path("opplysninger/", views.details, name="details"),
    path("adresse/", views.address, name="address"),
    path("alt/", views.everything, name="everything"),
    path("alt.json", views.download, name="download"),
    path("meld-ut/", views.leave, name="leave"),
    path("ut/", views.go_out, name="go_out"),
]
