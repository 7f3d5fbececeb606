"""/svar/: answering. Not behind a login and not in the page tree; the link is the key."""

from django.urls import path

from . import answering

app_name = "answering"
urlpatterns = [
    path("<str:link>/", answering.answer, name="form"),
    path("<str:link>/kvittering/", answering.receipt, name="receipt"),
]
