app_name = "answering"
urlpatterns = []
