"""The register, below /admin/register/."""

from django.urls import path

from . import acting, composition, deletions, export, importing, moving, views

app_name = "register"
urlpatterns = [
    path("", views.member_list, name="list"),
    path("ubekreftet/", views.waiting_list, name="waiting"),
    path("ny/", views.add_member, name="add"),
    path("handling/", acting.act, name="act"),
    path("eksport/", export.export, name="export"),
    path("lister/", importing.upload, name="upload"),
    path("lister/<int:number>/", importing.show_list, name="list_import"),
    path("lister/<int:number>/kolonner/", importing.choose_columns, name="choose_columns"),
    path("lister/<int:number>/godkjenn/", importing.accept_list, name="accept_list"),
    path("lister/<int:number>/avbryt/", importing.cancel_list, name="cancel_list"),
    path("lister/<int:number>/feil/", importing.problems_file, name="problems_file"),
    path("sammensetning/", composition.show_composition, name="composition"),
    path("befolkning/", composition.population, name="population"),
    path("postnumre/", composition.postal_codes, name="postal_codes"),
    path("postnumre/fil/", composition.postal_codes_file, name="postal_codes_file"),
    path("slettes/", deletions.show_deletions, name="deletions"),
    path("logg/", views.log, name="log"),
    path("<int:number>/", views.show_member, name="member"),
    path("<int:number>/rett/", views.correct_member, name="correct"),
    path("<int:number>/adresse/", moving.move_member, name="move"),
]
