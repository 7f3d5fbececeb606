"""The demo tells the true story, and never touches anybody else's database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.settings import base as production_settings
from invitations.counts import counts
from invitations.models import Asking, Invitation
from invitations.tests.builders import make_member
from members.models import Member, PostalCode
from members.tests.builders import make_enrolment
from outbox.models import Message
from panel_pages.models import ActivityPage, CompositionPage, InformationPage, SurveyPage
from panel_pages.states import State
from staff.models import User
from surveys.models import FreeText, Response, SealedAnswer

pytestmark = pytest.mark.django_db


def load(*arguments):
    """Run the loader and return what it printed."""
    output = StringIO()
    call_command("demo", *arguments, stdout=output)
    return output.getvalue()


def count_rows():
    """How many rows there are of everything the loader makes."""
    models = (Member, Invitation, Message, SurveyPage, InformationPage, ActivityPage, Response, FreeText, User)
    return {model.__name__: model.objects.count() for model in models}


def test_the_story_is_told_and_a_second_load_changes_nothing(client):
    printed = load()
    website = SurveyPage.objects.get(slug="kommunens-internettsider")
    figures = counts(website.asking)
    assert (figures.invited, figures.answered, figures.rate) == (407, 185, 45)
    assert Member.objects.count() == 407
    assert not Member.objects.exclude(email__endswith="@example.org").exists()
    assert set(Member.objects.values_list("postal_code", flat=True)) <= set(
        PostalCode.objects.filter(kind=PostalCode.Kind.STREET).values_list("code", flat=True)
    )
    assert website.state() == State.RESULTS
    assert website.results.data["n"] == Response.objects.count() == 185
    assert not SealedAnswer.objects.exists()
    user_test = ActivityPage.objects.get(slug="brukertest-min-side")
    assert [figure["number"] for figure in user_test.shown_figures] == ["39", "20", "2"]
    assert ActivityPage.objects.get(slug="klimaklok-kommune").state == State.PLANNED
    # Only the example survey has mail waiting.
    waiting = Message.objects.waiting()
    assert waiting.count() == 25
    assert Invitation.objects.get(pk=waiting.first().subject).asking.page.slug == "eksempel-turstier"

    who = client.get(CompositionPage.objects.get().url, secure=True).content.decode()
    assert "Hvem er med?" in who and "eksempeltall" in who

    page = client.get(website.url, secure=True).content.decode()
    assert "185" in page and "407" in page and "eksempeltall" in page

    # The printed link opens the survey, which is offered in three languages.
    link = next(line.split()[1] for line in printed.splitlines() if line.startswith("Answer"))
    form = client.get(link[link.index("/svar/") :], secure=True).content.decode()
    assert all(
        f'formaction="/{language}/svar/' in form or f'href="/{language}/svar/' in form for language in ("nn", "en")
    )
    asked = client.get("/nn/dette-har-vi-spurt-om/", secure=True).content.decode()
    assert "Døme: Turstiar i Bærum" in asked and "Eksempel: Turstier" not in asked

    rows = count_rows()
    website.title = "Rettet av en redaktør"
    website.save_revision().publish()
    make_member(email="ny@kommune.example")
    printed_again = load()
    assert {**count_rows(), "Member": 407} == rows
    assert SurveyPage.objects.get(pk=website.pk).title == "Rettet av en redaktør"
    assert printed_again == printed


def test_demo_logins_have_the_roles_they_say():
    printed = load("--pages-only")
    editor, owner = User.objects.get(username="redaktor"), User.objects.get(username="undersokelse")
    assert owner.has_perm("surveys.see_answers") and not owner.is_superuser
    assert not editor.has_perm("surveys.see_answers") and editor.has_perm("wagtailadmin.access_admin")
    assert all(name in printed for name in ("redaktor", "undersokelse", "admin"))


def test_pages_can_be_had_without_people():
    load("--pages-only")
    assert InformationPage.objects.count() >= 6
    assert not Member.objects.exists() and not SurveyPage.objects.exists()


def test_demo_refuses_a_database_with_members_of_its_own():
    member = make_member(email="ekte@kommune.example")
    with pytest.raises(CommandError, match="did not make"):
        load()
    assert list(Member.objects.all()) == [member]
    assert not SurveyPage.objects.exists()
    assert not User.objects.exists()


def test_demo_refuses_a_database_where_somebody_is_about_to_join():
    make_enrolment()
    with pytest.raises(CommandError, match="did not make"):
        load("--pages-only")


def test_demo_refuses_production_settings(settings):
    settings.DEMO_IS_ALLOWED = production_settings.DEMO_IS_ALLOWED
    with pytest.raises(CommandError, match="do not allow"):
        load()
    assert not Asking.objects.exists()
    assert not User.objects.exists()


def test_pages_stay_unpublished_when_the_key_is_missing(settings):
    settings.SURVEY_BOX_PRIVATE_KEYS = []
    with pytest.raises(RuntimeError, match="SURVEY_BOX_PRIVATE_KEYS"):
        load()
    assert not Member.objects.exists()
    assert not SurveyPage.objects.exists()
