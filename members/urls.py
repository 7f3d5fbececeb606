from django.urls import path

from . import views

app_name = "members"
urlpatterns = [
    path("bekreft/<str:link>/", views.confirm_enrolment, name="confirm"),
    path("slett/<str:link>/", views.withdraw_enrolment, name="withdraw"),
    path("ut/<str:link>/", views.leave_panel, name="leave"),
    path("stopp/<str:link>/", views.stop_mail, name="stop"),
    path("stopp/<str:link>/angre/", views.want_mail_again, name="restart"),
    path("bli/<str:link>/", views.stay_in_panel, name="stay"),
    path("stemmer/<str:link>/", views.confirm_own_details, name="confirm_details"),
    path("flytt/fra/<str:link>/", views.move_from, name="move_from"),
    path("flytt/til/<str:link>/", views.move_to, name="move_to"),
]
