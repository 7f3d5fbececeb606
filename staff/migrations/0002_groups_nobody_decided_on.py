from django.db import migrations

# Wagtail makes these in every new database, and a workflow on all pages that waits for the moderators.
GROUPS = ["Editors", "Moderators"]


def remove_unused_groups(apps, schema_editor):
    """Remove Wagtail's groups that have no user: they give rights the table of roles does not know of.

    A group somebody is in stays, because it is her way in. A workflow whose only approvers go is put away, unless a
    page waits in it: whoever sent a page there would wait for ever.
    """
    Group = apps.get_model("auth", "Group")
    unused = Group.objects.filter(name__in=GROUPS, user__isnull=True)
    put_away_workflows(apps, unused)
    unused.delete()


def put_away_workflows(apps, groups):
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowState = apps.get_model("wagtailcore", "WorkflowState")
    others = apps.get_model("auth", "Group").objects.exclude(pk__in=groups.values("pk"))
    tasks = Task.objects.filter(groups__in=groups).exclude(groups__in=others).distinct()
    workflows = Workflow.objects.filter(workflow_tasks__task__in=tasks.values("pk"))
    waiting = WorkflowState.objects.filter(status__in=["in_progress", "needs_changes"]).values("workflow")
    for workflow in workflows.exclude(pk__in=waiting):
        WorkflowPage.objects.filter(workflow=workflow).delete()
        workflow.active = False
        workflow.save()
    active = Workflow.objects.filter(active=True).values("workflow_tasks__task")
    tasks.exclude(pk__in=active).update(active=False)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        # Each of these gives the groups something.
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(remove_unused_groups, migrations.RunPython.noop)]
