"""The survey desk, below /admin/undersokelser/."""

from django.urls import path

from . import answers, audiences, files, languages, library, mailings, steering, views

app_name = "survey_desk"
urlpatterns = [
    path("", views.survey_list, name="list"),
    path("<int:page_id>/", views.desk, name="desk"),
    path("ny/", library.new_survey, name="new_survey"),
    path("<int:page_id>/sporsmal/", library.saved_questions, name="saved_questions"),
    path("<int:page_id>/sporsmal/<int:pk>/slett/", library.forget_saved, name="forget_saved"),
    path("<int:page_id>/ny-bolge/", library.new_wave, name="new_wave"),
    path("<int:page_id>/utvalg/", mailings.choose_audience, name="choose_audience"),
    path("<int:page_id>/fortell/", mailings.tell_results, name="tell"),
    path("<int:page_id>/forleng/", steering.steer, {"name": "extend"}, name="extend"),
    path("<int:page_id>/avslutt/", steering.steer, {"name": "close"}, name="close"),
    path("<int:page_id>/apne-igjen/", steering.steer, {"name": "reopen"}, name="reopen"),
    path("<int:page_id>/arkiver/", steering.steer, {"name": "archive"}, name="archive"),
    path("<int:page_id>/publiser/", views.publish, name="publish"),
    path("<int:page_id>/filer/", files.answer_files, name="files"),
    path("<int:page_id>/sprak/<str:language>/", languages.translate, name="translate"),
    path("filer/<int:pk>/", files.fetch_file, name="fetch_file"),
    path("<int:page_id>/tekster/<uuid:question>/", answers.texts, name="texts"),
    path("slettes/", answers.deletions, name="deletions"),
    path("bruk-av-svar/", answers.answer_log, name="answer_log"),
    path("nytt-til-medlemmene/", mailings.mailing_list, name="mailings"),
    path("nytt-til-medlemmene/ny/", mailings.choose_readers, name="choose_readers"),
    path("utsendinger/<int:pk>/", mailings.mailing, name="mailing"),
    path("utsendinger/<int:pk>/send/", mailings.send, name="send"),
    path("utsendinger/<int:pk>/test/", mailings.test, name="test"),
    path("utsendinger/<int:pk>/vis/<str:language>/", mailings.show_mail, name="show_mail"),
    path("utsendinger/<int:pk>/framdrift/", mailings.count_progress, name="progress"),
    path("utsendinger/<int:pk>/pause/", mailings.act, {"name": "pause"}, name="pause"),
    path("utsendinger/<int:pk>/fortsett/", mailings.act, {"name": "resume"}, name="resume"),
    path("utsendinger/<int:pk>/avlys/", mailings.act, {"name": "call_off"}, name="call_off"),
    path("utsendinger/<int:pk>/vent/", mailings.act, {"name": "unplan"}, name="unplan"),
    path("utsendinger/<int:pk>/slett/", mailings.delete, name="delete"),
    path("utsendinger/<int:pk>/hvem/", mailings.record, name="record"),
    path("utsendinger/<int:pk>/hvem/fil/", mailings.record_file, name="record_file"),
    path("utsendinger/<int:pk>/mottakere/", mailings.recipients, name="recipients"),
    path("utsendinger/", mailings.sent_list, name="sent"),
    path("utvalg/", audiences.audience_list, name="audiences"),
    path("utvalg/<int:pk>/", audiences.audience, name="audience"),
    path("utvalg/<int:pk>/regel/", audiences.add_rule, name="add_rule"),
    path("utvalg/<int:pk>/endre/", audiences.change, name="change_audience"),
    path("utvalg/<int:pk>/slett/", audiences.delete, name="delete_audience"),
]
