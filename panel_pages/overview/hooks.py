"""The ways to the register: a menu item, the surveys in other tools, and columns where survey pages are listed."""

from django import forms
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from panel_pages.desk.access import SEE_SURVEYS
from panel_pages.life import Step, surveys, with_lives
from panel_pages.models import AskedPage, ExternalSurvey

from . import urls


class RegisterMenuItem(MenuItem):
    """«All surveys», for those who may see the register."""

    def is_shown(self, request):
        return request.user.has_perm(SEE_SURVEYS)


@hooks.register("register_admin_urls")
def overview_urls():
    return [path("undersokelsesoversikt/", include(urls))]


@hooks.register("register_admin_menu_item")
def overview_menu_item():
    return RegisterMenuItem(
        _("All surveys"), reverse("survey_register:list"), name="all-surveys", icon_name="list-ul", order=155
    )


class ExternalSurveyViewSet(ModelViewSet):
    """Surveys made in other tools, for the register."""

    model = ExternalSurvey
    name = "external_surveys"
    url_prefix = "undersokelser-andre-steder"
    icon = "list-ul"
    menu_label = _("Surveys in other tools")
    add_to_admin_menu = False
    list_display = ["title", "tool", "owner_unit", "opens_on", "closes_on"]
    list_filter = ["tool", "owner_unit"]
    search_fields = ["title", "owner_unit"]
    copy_view_enabled = False
    exclude_form_fields = []


class LifeFilterSet(GenericPageFilterSet):
    """The explorer's filters, and where a survey stands."""

    # A list to open would be wider than the box Wagtail shows filters in.
    step = ChoiceFilter(
        label=_("State of the survey"),
        choices=Step.choices,
        method="of_step",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    def of_step(self, pages, name, step):
        fitting = [page.pk for page, life in with_lives(surveys(), now=timezone.now()) if life.step == step]
        return pages.filter(pk__in=fitting)


def life_column(name, label, tell):
    """A column of the explorer that tells something of a survey's life; empty for other pages."""
    return Column(name, label=label, accessor=lambda page: tell(page.life) if getattr(page, "life", None) else "")


class SurveysIndexView(ExplorableIndexView):
    """What is below «What we have asked», with where each survey stands. Titles need the room the type would take."""

    base_columns = [
        *(column for column in ExplorableIndexView.base_columns if column.name != "type"),
        life_column("step", _("Survey"), lambda life: life.step.label),
        life_column("since", _("Date"), lambda life: date_format(life.on, "SHORT_DATE_FORMAT") if life.on else ""),
        life_column("who", _("Through"), lambda life: life.who),
        life_column("missing", _("Missing"), lambda life: ", ".join(map(str, life.missing))),
    ]

    def get_table(self, object_list):
        pages = {page.pk: page for page in object_list}
        for page, life in with_lives(surveys().filter(pk__in=pages), now=timezone.now()):
            pages[page.pk].life, pages[page.pk].survey = life, page
        return super().get_table(object_list)


class AskedPageViewSet(PageViewSet):
    """The explorer below «What we have asked»."""

    model = AskedPage
    parent_models = [AskedPage]
    index_view_class = SurveysIndexView
    filterset_class = LifeFilterSet

    def get_index_view_kwargs(self, **kwargs):
        # Pages of every kind are listed, not only those of the kind they lie below.
        return super().get_index_view_kwargs(**{"model": Page, **kwargs})


@hooks.register("register_admin_viewset")
def viewsets():
    return [ExternalSurveyViewSet(), AskedPageViewSet()]
