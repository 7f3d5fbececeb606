"""What stands once somebody has answered, whichever way a publish is asked for."""

import copy
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowTask

from home.publishing import NotPublishable
from invitations.answering import find_invitation
from invitations.tests.builders import link_to
from panel_pages.answering.sending import store_answer
from panel_pages.jobs import keep_schedules
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import fill_box, invite, make_survey
from panel_pages.tests.test_publishing import add_question, edited
from staff.models import User
from surveys.models import SealedAnswer, Structure, Version
from surveys.slot import QuestionsChanged

pytestmark = pytest.mark.django_db


def admin():
    return User.objects.create_superuser("admin", "admin@example.org", "x")


def schedule(page, client):
    """Publish another question at a time that has come, by the worker's job and by Wagtail's command."""
    revision = add_question(page)
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    keep_schedules(timezone.now())
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at
    with pytest.raises(NotPublishable):
        call_command("publish_scheduled")


def approve(page, client):
    """Approve another question at the last step of a workflow."""
    user = admin()
    client.force_login(user)
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    add_question(page)
    state = workflow.start(page, user)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    client.post(url, {"comment": ""})


def edit(page, client):
    """Publish fewer questions in the editor."""
    client.force_login(admin())
    raw = list(page.questions.raw_data)[:-1]
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), edited(page, raw) | {"action-publish": "1"}
    )
    assert "questions" in response.context["form"].errors


def revert(page, client):
    """Publish an older revision, from before a question was taken away."""
    with pytest.raises(NotPublishable):
        page.revisions.order_by("pk").first().publish()


def in_bulk(page, client):
    """Publish another question in bulk."""
    client.force_login(admin())
    add_question(page)
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={page.pk}")


def by_program(page, client):
    """Save the live page as a program would."""
    page.questions = list(page.questions.raw_data)[:-1]
    with pytest.raises(NotPublishable):
        page.save()


@pytest.mark.parametrize("way", [schedule, approve, edit, revert, in_bulk, by_program], ids=lambda way: way.__name__)
def test_no_way_to_publish_changes_what_has_been_answered(client, way):
    page = make_survey()
    if way is revert:
        page.questions = list(page.questions.raw_data)[:-1]
        page.save_revision().publish()
        page = SurveyPage.objects.get(pk=page.pk)
    fill_box(page, 1)
    before, structures = list(page.questions.raw_data), Structure.objects.count()
    way(page, client)
    after = SurveyPage.objects.get(pk=page.pk)
    assert [block["id"] for block in after.questions.raw_data] == [block["id"] for block in before]
    assert Structure.objects.count() == structures
    assert Version.objects.filter(pk=after.survey_box.version_id).exists()


def test_surveys_have_no_programming_interface_to_publish_by():
    assert "wagtail.api.v2" not in settings.INSTALLED_APPS


def test_a_copy_and_a_mirrored_page_ask_something_else_without_touching_the_first():
    page = make_survey()
    fill_box(page, 1)
    twin = page.copy(update_attrs={"slug": "twin"}, keep_live=False)
    for name in SurveyPage.exclude_fields_in_copy:
        setattr(twin, name, getattr(page, name))
    twin.questions = list(twin.questions.raw_data)[:-1]
    twin.save_revision().publish()
    mirror = page.create_alias(update_slug="mirror")
    mirror.live = True
    mirror.save()
    assert not SurveyPage.objects.get(pk=mirror.pk).live
    assert Structure.objects.filter(page_id=page.pk).count() == 1


@pytest.mark.parametrize(
    ("field", "before", "after", "may"),
    [
        ("retention_on", 300, 301, False),
        ("retention_on", 300, 299, True),
        ("has_special_categories", True, False, False),
        ("has_special_categories", False, True, True),
    ],
)
def test_what_was_promised_is_kept_and_may_be_made_better(field, before, after, may):
    def value(given):
        return given if isinstance(given, bool) else timezone.localdate() + timedelta(days=given)

    page = make_survey(**{field: value(before)})
    # nobody has answered yet, so nothing stands
    setattr(page, field, value(after))
    page.save_revision().publish()
    setattr(page, field, value(before))
    page.save_revision().publish()
    fill_box(page, 1)
    page = SurveyPage.objects.get(pk=page.pk)
    setattr(page, field, value(after))
    revision = page.save_revision()
    if may:
        revision.publish()
    else:
        with pytest.raises(NotPublishable):
            revision.publish()
        with pytest.raises(NotPublishable):
            page.save()
    assert getattr(SurveyPage.objects.get(pk=page.pk), field) == value(after if may else before)


def test_the_identity_mode_stands_after_an_answer():
    page = make_survey()
    fill_box(page, 1)
    page.identity_mode = "identified"
    with pytest.raises(NotPublishable):
        page.save()
    assert SurveyPage.objects.get(pk=page.pk).identity_mode == "anonymous"


def as_remembered(invitation):
    """The invitation with its box as a process remembers it from now on."""
    found = find_invitation(link_to(invitation))
    assert found.asking.page.survey_box
    return found


def in_a_thread(function, *args):
    """Run `function` on a connection of its own; (the thread, what it raised)."""
    raised = []

    def run():
        try:
            function(*args)
        except Exception as error:  # noqa: BLE001 - told to the test
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "answer",
    [lambda page: fill_box(page, 1), lambda page: store_answer(as_remembered(invite(page)), {}, now=timezone.now())],
    ids=["into the box alone", "with its tick"],
)
def test_a_first_answer_that_is_not_stored_yet_is_waited_for_by_other_questions(answer):
    page = make_survey()
    revision = add_question(page)
    with transaction.atomic():
        answer(page)
        thread, raised = in_a_thread(revision.publish)
        thread.join(0.5)
        assert thread.is_alive(), "published past an answer on its way"
    thread.join(10)
    assert isinstance(raised[0], NotPublishable)
    assert Structure.objects.filter(page_id=page.pk).count() == 1


def test_an_answer_to_questions_that_were_replaced_meanwhile_is_not_stored_and_not_lost(client):
    page = make_survey()
    invitation = invite(page)
    stale = as_remembered(invitation)
    add_question(page).publish()
    with pytest.raises(QuestionsChanged):
        store_answer(stale, {}, now=timezone.now())
    invitation.refresh_from_db()
    assert not invitation.answered
    assert not SealedAnswer.objects.exists()


def test_an_answer_in_words_that_were_mended_meanwhile_is_stored():
    page = make_survey()
    stale = as_remembered(invite(page))
    page.questions = [
        {**block, "value": {**block["value"], "text": "!"}} for block in page.questions.raw_data[:1]
    ] + list(page.questions.raw_data)[1:]
    page.save_revision().publish()
    assert Version.objects.count() == 2
    assert store_answer(stale, {}, now=timezone.now())


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_owners_who_publish_at_once_leave_one_whole_survey():
    page = make_survey(is_published=False)
    raw = copy.deepcopy(list(page.questions.raw_data))
    first = page.get_latest_revision()
    raw[1]["value"]["label"] = "One good word"
    page.questions = raw
    second = page.save_revision()
    threads = [in_a_thread(revision.publish) for revision in (first, second)]
    for thread, _raised in threads:
        thread.join(10)
    assert [raised for _thread, raised in threads if raised] == []
    page = SurveyPage.objects.get(pk=page.pk)
    label = page.questions.raw_data[1]["value"]["label"]
    assert page.survey_box.version.texts["words"][raw[1]["id"]]["label"] == label


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_owners_who_press_publish_at_once_lose_no_words_and_leave_one_whole_survey():
    page = make_survey(is_published=False)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    labels = ["One good word", "One short word"]
    threads = []
    for label in labels:
        client = Client()
        client.force_login(User.objects.create_superuser(label[4:9], f"{label[4:9]}@example.org", "x"))
        raw = copy.deepcopy(list(page.questions.raw_data))
        raw[1]["value"]["label"] = label
        threads.append(in_a_thread(client.post, url, edited(page, raw) | {"action-publish": "1"}))
    for thread, _raised in threads:
        thread.join(30)
    assert [raised for _thread, raised in threads if raised] == []
    page = SurveyPage.objects.get(pk=page.pk)
    question = page.questions.raw_data[1]
    assert page.live and question["value"]["label"] in labels
    # What residents are asked is what the page says, and what the other one wrote lies among the revisions.
    assert page.survey_box.version.texts["words"][question["id"]]["label"] == question["value"]["label"]
    kept = [revision.as_object().questions.raw_data[1]["value"]["label"] for revision in page.revisions.all()]
    assert set(labels) <= set(kept)
