from django.urls import path

from . import views

app_name = "members"
urlpatterns = [
    path("bekreft/<str:link>/", views.confirm_enrolment, name="confirm"),
    path("slett/<str:link>/", views.withdraw_enrolment, name="withdraw"),
    path("ut/<str:link>/", views.leave_panel, name="leave"),
]
