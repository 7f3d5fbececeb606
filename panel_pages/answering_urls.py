"""/svar/: answering. Not behind a login and not in the page tree; the link is the key."""

from django.urls import path

from .answering import steps, whole

app_name = "answering"
urlpatterns = [
    path("<str:link>/", whole.answer, name="form"),
    path("<str:link>/samlet/", whole.whole, name="whole"),
    path("<str:link>/begynn/", steps.begin, name="begin"),
    path("<str:link>/pa-nytt/", steps.start_over, name="start_over"),
    path("<str:link>/steg/<int:number>/", steps.step, name="step"),
    path("<str:link>/oppsummering/", steps.review, name="review"),
    path("<str:link>/kvittering/", whole.receipt, name="receipt"),
]
