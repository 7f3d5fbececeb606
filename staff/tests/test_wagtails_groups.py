"""Wagtail's own groups, whose rights nobody here has decided on."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from staff.models import User

pytestmark = pytest.mark.django_db

migration = import_module("staff.migrations.0002_groups_nobody_decided_on")


@pytest.fixture
def moderators():
    return Group.objects.create(name="Moderators")


@pytest.fixture
def workflow(moderators):
    """As Wagtail makes it: on every page, waiting for the moderators."""
    workflow = Workflow.objects.create(name="Moderators approval")
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    task.groups.add(moderators)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    WorkflowPage.objects.create(workflow=workflow, page=page)
    return workflow


def migrate():
    migration.remove_unused_groups(apps, None)


def is_in_use(workflow):
    workflow.refresh_from_db()
    tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
    assert {task.active for task in tasks} == {workflow.active}
    return workflow.active and WorkflowPage.objects.filter(workflow=workflow).exists()


def test_a_new_database_has_the_groups_of_the_table_alone_and_no_workflow_that_waits_for_others():
    assert not Group.objects.filter(name__in=migration.GROUPS).exists()
    assert not Workflow.objects.filter(name="Moderators approval", active=True).exists()
    assert not WorkflowPage.objects.filter(workflow__name="Moderators approval").exists()


def test_a_group_nobody_is_in_is_removed_with_the_workflow_that_waits_for_it(workflow):
    Group.objects.create(name="Editors")
    ours = Group.objects.create(name="Ours")
    migrate()
    assert not Group.objects.filter(name__in=migration.GROUPS).exists()
    assert Group.objects.filter(pk=ours.pk).exists()
    assert not is_in_use(workflow)


def test_a_group_somebody_is_in_stays_with_its_workflow(moderators, workflow):
    user = User.objects.create_user("kari")
    user.groups.add(moderators)
    Group.objects.create(name="Editors")
    migrate()
    assert list(user.groups.all()) == [moderators]
    assert not Group.objects.filter(name="Editors").exists()
    assert is_in_use(workflow)


def test_a_workflow_that_others_approve_in_too_stays(workflow):
    GroupApprovalTask.objects.get(workflow_tasks__workflow=workflow).groups.add(Group.objects.create(name="Ours"))
    migrate()
    assert is_in_use(workflow)


@pytest.mark.parametrize("is_waiting", [True, False])
def test_a_page_that_waits_for_approval_keeps_its_workflow(workflow, is_waiting):
    page = WorkflowPage.objects.get(workflow=workflow).page
    status = WorkflowState.STATUS_IN_PROGRESS if is_waiting else WorkflowState.STATUS_APPROVED
    kind = page.content_type
    WorkflowState.objects.create(
        content_type=kind, base_content_type=kind, object_id=page.pk, workflow=workflow, status=status
    )
    migrate()
    assert is_in_use(workflow) == is_waiting
