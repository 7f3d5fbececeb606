"""The workflow of approval by a second person, made once. What an administrator changes in it afterwards stays."""

from django.contrib.auth.models import Group
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from panel_pages.models import AskedPage, SurveyApprovalTask
from staff.roles import SURVEY_OWNERS

NAME = "Godkjenning av undersøkelser"


def offer_approval():
    """Make the workflow and assign it to the pages that hold surveys, unless that has been done."""
    if SurveyApprovalTask.objects.exists():
        return
    group, _created = Group.objects.get_or_create(name=SURVEY_OWNERS)
    task = SurveyApprovalTask.objects.create(name="Godkjenning av en annen")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=Workflow.objects.create(name=NAME), task=task, sort_order=0)
    for page in AskedPage.objects.all():
        ask_approval_below(page)


def ask_approval_below(page):
    """Assign the workflow to `page`, unless it has one already or an administrator has put the workflow away."""
    task = SurveyApprovalTask.objects.filter(active=True).first()
    workflow = Workflow.objects.filter(active=True, workflow_tasks__task=task).first() if task else None
    if workflow is not None:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
