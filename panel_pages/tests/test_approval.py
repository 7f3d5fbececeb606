"""Approval by a second person: who gives it, what it does, and what it refuses."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from invitations.models import Asking
from panel_pages.approval import NAME, ask_approval_below, offer_approval
from panel_pages.life import Step, surveys, with_lives
from panel_pages.models import SurveyAct, SurveyApprovalTask, SurveyPage
from panel_pages.tests.builders import make_asked_page, make_staff, make_survey
from panel_pages.tests.test_publishing import edited
from staff.models import User
from staff.roles import SURVEY_OWNERS, apply_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Two who own surveys, with what their role gives them."""
    make_asked_page()
    apply_roles()
    kari, ola = make_staff(username="kari"), make_staff(username="ola")
    for user in (kari, ola):
        user.groups.add(Group.objects.get(name=SURVEY_OWNERS))
    return kari, ola


def submit(client, page, user):
    """Ask for approval of a draft by the button of the editor."""
    client.force_login(user)
    data = edited(page, list(page.questions.raw_data)) | {"title": "As it shall be", "action-submit": "1"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert response.status_code == 302, response.context["form"].errors


def approve(client, page, user, action="approve"):
    """Press the button of whoever looks it over."""
    client.force_login(user)
    state = SurveyPage.objects.get(pk=page.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, {"comment": ""})


def step(page):
    return with_lives(surveys().filter(pk=page.pk), now=timezone.now())[0][1]


def test_a_second_person_approves_and_the_survey_is_published(client, people):
    kari, ola = people
    page = make_survey(is_published=False)
    submit(client, page, kari)
    assert not SurveyPage.objects.get(pk=page.pk).live
    approve(client, page, ola)
    page = SurveyPage.objects.get(pk=page.pk)
    assert (page.live, page.title) == (True, "As it shall be")
    act = SurveyAct.objects.get()
    assert (act.kind, act.user_name, act.revision_id) == ("approved", "ola", page.live_revision_id)
    assert Asking.objects.filter(page_id=page.pk).exists()


def approve_in_the_editor(client, page, user, **changes):
    """Press the editor's own button, which saves the page once more."""
    client.force_login(user)
    page = SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    data = edited(page, list(page.questions.raw_data)) | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | changes)
    return SurveyPage.objects.get(pk=page.pk)


def test_who_only_presses_the_button_of_the_editor_has_written_nothing(client, people):
    kari, ola = people
    page = make_survey(is_published=False)
    submit(client, page, kari)
    assert not approve_in_the_editor(client, page, kari).live
    assert approve_in_the_editor(client, page, ola).live
    assert SurveyAct.objects.get().user_name == "ola"


def test_who_changes_something_while_she_approves_has_written_it(client, people):
    kari, ola = people
    page = make_survey(is_published=False)
    submit(client, page, kari)
    page = approve_in_the_editor(client, page, ola, purpose="Another purpose")
    assert not page.live and page.workflow_in_progress
    assert not SurveyAct.objects.exists()
    assert page.get_latest_revision_as_object().purpose == "Another purpose"


def test_what_goes_live_later_is_scheduled_by_the_approval(client, people):
    kari, ola = people
    page = make_survey(is_published=False)
    go_live_at = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    page.go_live_at = go_live_at
    page.save_revision(user=kari, clean=False)
    page.get_workflow().start(page, kari)
    approve(client, page, ola)
    assert SurveyPage.objects.get(pk=page.pk).get_latest_revision().approved_go_live_at == go_live_at
    life = step(page)
    assert (life.step, life.on) == (Step.SCHEDULED, go_live_at.date())


def test_nobody_approves_what_she_asked_approval_for(client, people):
    kari, _ola = people
    page = make_survey(is_published=False)
    submit(client, page, kari)
    response = approve(client, page, kari)
    assert response.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    said = [str(message) for message in client.get(response.json()["redirect"]).context["messages"]]
    assert any("As it shall be" in sentence for sentence in said)
    page = SurveyPage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    assert not page.live
    assert not SurveyAct.objects.exists()


def test_nobody_approves_what_she_asked_approval_for_though_somebody_else_wrote_it(people, client):
    kari, ola = people
    page = make_survey(is_published=False)
    page.save_revision(user=ola)
    page.get_workflow().start(page, kari)
    approve(client, page, kari)
    assert not SurveyPage.objects.get(pk=page.pk).live
    assert not SurveyAct.objects.exists()


def test_nobody_approves_what_she_has_changed_since(client, people):
    kari, ola = people
    page = make_survey(is_published=False)
    submit(client, page, kari)
    page = SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.purpose = "Another purpose"
    page.save_revision(user=ola)
    approve(client, page, ola)
    assert not SurveyPage.objects.get(pk=page.pk).live
    assert not SurveyAct.objects.exists()


def test_approval_says_what_is_missing_and_leaves_the_page_as_it_was(client, people):
    kari, ola = people
    page = make_survey(is_published=False, retention_on=None)
    page.save_revision(user=kari, clean=False)
    page.get_workflow().start(page, kari)
    approve(client, page, ola)
    page = SurveyPage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    assert not page.live
    assert not SurveyAct.objects.exists()


def test_what_lacks_something_is_not_even_approved_for_the_next_step(client, people):
    kari, ola = people
    page = make_survey(is_published=False, retention_on=None)
    page.save_revision(user=kari, clean=False)
    workflow = page.get_workflow()
    last = GroupApprovalTask.objects.create(name="The head of the unit")
    WorkflowTask.objects.create(workflow=workflow, task=last, sort_order=1)
    first = workflow.start(page, kari).current_task_state
    approve(client, page, ola)
    assert SurveyPage.objects.get(pk=page.pk).current_workflow_task_state.pk == first.pk
    assert not SurveyAct.objects.exists()


def test_changes_can_be_asked_for_instead(client, people):
    kari, ola = people
    page = make_survey(is_published=False)
    submit(client, page, kari)
    approve(client, page, ola, "reject")
    assert SurveyPage.objects.get(pk=page.pk).current_workflow_state.status == "needs_changes"
    assert not SurveyAct.objects.exists()


def test_who_does_not_own_surveys_approves_none(client, people):
    kari, _ola = people
    page = make_survey(is_published=False)
    submit(client, page, kari)
    approve(client, page, make_staff())
    assert not SurveyPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("is_needed", [False, True])
def test_publishing_without_a_second_person_stops_where_the_municipality_wants_it(client, people, settings, is_needed):
    settings.SURVEYS_NEED_APPROVAL = is_needed
    kari, ola = people
    page = make_survey(is_published=False)
    for user in (kari, User.objects.create_superuser("admin", "admin@example.org", "x")):
        client.force_login(user)
        data = edited(page, list(page.questions.raw_data)) | {"action-publish": "1"}
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{bulk}?id={page.pk}&next=/admin/")
        assert SurveyPage.objects.get(pk=page.pk).live is not is_needed
    if is_needed:
        submit(client, page, kari)
        approve(client, page, ola)
        assert SurveyPage.objects.get(pk=page.pk).live


def test_the_workflow_is_made_once_and_what_is_changed_in_it_stays():
    page = make_asked_page()
    assert WorkflowPage.objects.get(page=page).workflow.name == NAME
    WorkflowPage.objects.all().delete()
    offer_approval()
    assert not WorkflowPage.objects.exists()
    assert Workflow.objects.filter(name=NAME).count() == SurveyApprovalTask.objects.count() == 1


@pytest.mark.parametrize("is_put_away", [False, True])
def test_a_workflow_that_was_put_away_is_not_asked_for_below_new_pages(is_put_away):
    page = make_asked_page()
    if is_put_away:
        Workflow.objects.get(name=NAME).deactivate()
    WorkflowPage.objects.filter(page=page).delete()
    ask_approval_below(page)
    assert WorkflowPage.objects.filter(page=page).exists() is not is_put_away
