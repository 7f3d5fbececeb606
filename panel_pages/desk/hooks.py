"""The ways to the desk: its URLs, a menu item, and a button where a survey is listed or edited."""

from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button, ListingButton

from invitations.models import Mailing
from panel_pages.answering.trying import link_to_draft
from panel_pages.models import AskedPage, SurveyPage
from panel_pages.translating import is_translation, original_of

from . import urls
from .access import SEE_MEMBERS, SEND, may_invite, may_use_desk


class DeskMenuItem(MenuItem):
    """«Surveys», for those who have business there."""

    def is_shown(self, request):
        return may_use_desk(request.user)


class SentMenuItem(MenuItem):
    """«Who was sent what, and when», for those who may see the register."""

    def is_shown(self, request):
        return request.user.has_perm(SEE_MEMBERS)


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("undersokelser/", include(urls))]


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    return DeskMenuItem(
        _("Surveys"), reverse("survey_desk:list"), name="surveys", icon_name="clipboard-list", order=150
    )


@hooks.register("register_reports_menu_item")
def sent_menu_item():
    url = reverse("survey_desk:sent")
    return SentMenuItem(_("Who was sent what, and when"), url, name="sent", icon_name="history", order=150)


def desk_button(page, user, kind=Button):
    """The button to the desk of `page`, if it is a survey and the user may use it."""
    if page.pk and issubclass(page.specific_class or type(page), SurveyPage) and may_use_desk(user):
        original = original_of(page)
        if original is not None:
            url = reverse("survey_desk:desk", args=[original.pk])
            yield kind(_("Survey desk"), url, icon_name="clipboard-list", priority=5)


def translation_button(page):
    """From a translation to its words beside the original's."""
    if page.pk and isinstance(page, SurveyPage) and is_translation(page) and (original := original_of(page)):
        url = reverse("survey_desk:translate", args=[original.pk, page.locale.language_code])
        yield Button(_("Translate side by side"), url, icon_name="globe", priority=6)


def try_button(survey):
    """To the draft of a survey as residents would meet it, if there is one to try."""
    if link := link_to_draft(survey, timezone.now()):
        url = reverse("answering:form", args=[link])
        yield Button(_("Try the draft"), url, icon_name="view", priority=4, attrs={"target": "_blank"})


@hooks.register("register_page_listing_buttons")
def listing_buttons(page, user, next_url=None):
    # A plain button has no classes, and its icon would be as large as the column is wide.
    return desk_button(page, user, ListingButton)


@hooks.register("register_page_listing_more_buttons")
def more_listing_buttons(page, user, next_url=None):
    # The explorer below «What we have asked» has looked the surveys up; elsewhere each row would ask the database.
    survey = getattr(page, "survey", None)
    if survey and page.permissions_for_user(user).can_edit():
        yield from try_button(survey)


@hooks.register("register_page_header_buttons")
def header_buttons(page, user, view_name, next_url=None):
    yield from desk_button(page, user)
    if page.pk and isinstance(page, SurveyPage) and page.permissions_for_user(user).can_edit():
        if not is_translation(page):
            yield from try_button(page)
        saved = reverse("survey_desk:saved_questions", args=[page.pk])
        yield Button(_("Saved questions"), saved, icon_name="form", priority=6)
        paste = reverse("survey_desk:paste_into", args=[page.pk])
        yield Button(_("Questions from a document"), paste, icon_name="doc-full", priority=6)
        yield Button(_("Ask again"), reverse("survey_desk:new_wave", args=[page.pk]), icon_name="rotate", priority=7)
    if isinstance(page, AskedPage) and page.permissions_for_user(user).can_add_subpage():
        yield Button(_("New survey from a template"), reverse("survey_desk:new_survey"), icon_name="plus", priority=5)
        yield Button(_("New survey from a document"), reverse("survey_desk:paste"), icon_name="plus", priority=6)
    yield from translation_button(page)


@hooks.register("after_publish_page")
def say_what_is_next(request, page):
    """Whoever has published a survey for the first time may think that it is on its way to somebody."""
    asking = getattr(page, "asking", None) if isinstance(page, SurveyPage) else None
    if asking is None or not page.live or not may_use_desk(request.user):
        return
    if Mailing.objects.queued().filter(asking=asking).exists():
        return
    buttons = [messages.button(reverse("survey_desk:desk", args=[page.pk]), gettext("Survey desk"))]
    if may_invite(asking) and request.user.has_perm(SEND):
        choose = reverse("survey_desk:choose_audience", args=[page.pk])
        buttons.append(messages.button(choose, gettext("Choose whom to ask")))
    messages.info(request, gettext("Nothing has been sent. Nobody is asked before you choose whom."), buttons=buttons)
