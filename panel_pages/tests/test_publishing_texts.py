"""What an editor writes is looked at by every way to publish, and a page that is refused stops no other."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageLogEntry, Revision, Workflow, WorkflowTask, get_page_models

from blog.models import BlogPage
from blog.tests.builders import make_picture, make_post
from home.publishing import CheckedWhenPublished, NotPublishable
from panel_pages.jobs import PUBLISH_REFUSED, keep_schedules
from panel_pages.tests.builders import make_survey
from staff.models import User

VAGUE = '<p>Det gikk bra. <a href="https://example.org/">Les mer</a></p>'
FAULTS = {
    "a link that says nothing": ({"body": [("text", VAGUE)]}, "«Les mer»"),
    "nothing in the body": ({"body": []}, "Innhold"),
    "no lead": ({"lead": ""}, "Ingress"),
    "a block that is not complete": ({"body": [("section", {"heading": "", "text": "<p>Hei</p>"})]}, "Innhold"),
}


def make_faulty(**values):
    """A draft as an editor may save it, with something missing."""
    post = make_post(is_published=False, title="Faulty", slug="faulty")
    for name, value in (values or {"body": [("text", VAGUE)]}).items():
        setattr(post, name, value)
    post.save_revision(clean=False)
    return post


@pytest.fixture
def admin(client):
    """Somebody who may do everything, logged in."""
    user = User.objects.create_superuser("admin", "admin@example.org", "x")
    client.force_login(user)
    return user


def test_every_kind_of_page_of_ours_is_checked():
    ours = [model for model in get_page_models() if apps.get_app_config(model._meta.app_label).name in
            ("home", "blog", "panel_pages")]  # fmt: skip
    assert len(ours) >= 9
    assert [model for model in ours if not issubclass(model, CheckedWhenPublished)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("values", "word"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_draft_is_not_published_and_the_field_is_named(values, word):
    post = make_faulty(**values)
    with pytest.raises(NotPublishable, match=word):
        post.get_latest_revision().publish()
    assert not BlogPage.objects.get(pk=post.pk).live


@pytest.mark.django_db
def test_a_picture_is_described_whichever_way_the_page_is_published():
    block = {"image": make_picture().pk, "alt_text": "", "is_decorative": False, "caption": ""}
    post = make_faulty(body=[{"type": "picture", "value": block}])
    with pytest.raises(NotPublishable, match="bildet"):
        post.get_latest_revision().publish()
    post.body = [{"type": "picture", "value": {**block, "is_decorative": True}}]
    post.save_revision().publish()
    assert BlogPage.objects.get(pk=post.pk).live


@pytest.mark.django_db
def test_links_in_the_introduction_of_a_survey_are_looked_at_too():
    page = make_survey(is_published=False, introduction=VAGUE)
    with pytest.raises(NotPublishable, match="«Les mer»"):
        page.get_latest_revision().publish()


@pytest.mark.django_db
def test_publishing_in_bulk_names_the_faulty_page_and_publishes_the_others(client, admin):
    faulty, fine = make_faulty(), make_post(is_published=False)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={faulty.pk}&id={fine.pk}&next=/admin/", follow=True)
    said = "".join(str(message) for message in response.context["messages"])
    assert "Faulty" in said and "«Les mer»" in said
    assert list(BlogPage.objects.live()) == [fine]


@pytest.mark.django_db
def test_publishing_what_lies_below_stops_at_no_faulty_page(client, admin):
    faulty, fine = make_faulty(), make_post(is_published=False)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={fine.get_parent().pk}&next=/admin/", {"include_descendants": "on"}, follow=True)
    assert "Faulty" in "".join(str(message) for message in response.context["messages"])
    assert list(BlogPage.objects.live()) == [fine]
    assert not BlogPage.objects.get(pk=faulty.pk).live


@pytest.mark.django_db
def test_a_schedule_leaves_the_faulty_page_and_publishes_the_others():
    now = timezone.now()
    faulty, fine = make_faulty(), make_post(is_published=False)
    fine.save_revision()
    Revision.objects.filter(object_id__in=[faulty.pk, fine.pk]).update(approved_go_live_at=now - timedelta(minutes=1))
    keep_schedules(now)
    assert list(BlogPage.objects.live()) == [fine]
    assert PageLogEntry.objects.filter(page=faulty.pk, action=PUBLISH_REFUSED).count() == 1


@pytest.mark.django_db
def test_the_last_step_of_a_workflow_says_why_and_leaves_the_page_as_it_was(client, admin):
    faulty = make_faulty()
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    state = workflow.start(faulty, admin)
    url = reverse("wagtailadmin_pages:workflow_action", args=[faulty.pk, "approve", state.current_task_state.pk])
    response = client.post(url, {"comment": ""})
    edit = reverse("wagtailadmin_pages:edit", args=[faulty.pk])
    assert response.json()["redirect"] == edit
    said = "".join(str(message) for message in client.get(edit).context["messages"])
    assert "Faulty" in said and "«Les mer»" in said
    assert not BlogPage.objects.get(pk=faulty.pk).live
