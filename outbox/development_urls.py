from django.urls import path

from . import development

app_name = "development_mail"
urlpatterns = [
    path("", development.mail_list, name="list"),
    path("<str:name>/", development.mail_detail, name="mail"),
    path("<str:name>/html/", development.mail_html, name="html"),
]
