"""/svar/: answering. Not behind a login and not in the page tree; the link is the key."""

from django.urls import path

from .answering import link_again, open_link, steps, whole

app_name = "answering"
urlpatterns = [
    path("apen/<int:page_id>/", open_link.answer, name="open"),
    path("apen/<int:page_id>/takk/", open_link.thanks, name="open_thanks"),
    path("lenken/<int:page_id>/", link_again.ask_for_link, name="link_again"),
    path("lenken/<int:page_id>/sendt/", link_again.link_sent, name="link_sent"),
    path("<str:link>/", whole.answer, name="form"),
    path("<str:link>/samlet/", whole.whole, name="whole"),
    path("<str:link>/endre/", whole.change, name="change"),
    path("<str:link>/begynn/", steps.begin, name="begin"),
    path("<str:link>/pa-nytt/", steps.start_over, name="start_over"),
    path("<str:link>/steg/<int:number>/", steps.step, name="step"),
    path("<str:link>/oppsummering/", steps.review, name="review"),
    path("<str:link>/kvittering/", whole.receipt, name="receipt"),
]
