app_name = "development_mail"
urlpatterns = []
