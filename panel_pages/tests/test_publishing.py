"""Publishing surveys: what must be there, what is frozen, and what a refusal leaves behind."""

import copy
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.publishing import NotPublishable
from invitations.models import Asking
from panel_pages.models import SurveyPage
from panel_pages.publishing import REQUIRED, problems_before_publishing
from panel_pages.tests.builders import fill_box, make_survey
from staff.models import User
from surveys.blocks import with_ids
from surveys.models import Box, SealedAnswer, Version

NOW = timezone.now()
WORDS = ("purpose", "owner_unit", "contact_name", "contact_email", "legal_basis", "identity_mode", "reported_by")
SHORT = [("short_text", {"label": "More?", "help_text": "", "required": False})]


def add_question(page):
    """The page's questions with one more, as a draft."""
    page.questions = with_ids([]) + list(page.questions.raw_data) + with_ids(SHORT)
    return page.save_revision()


@pytest.mark.django_db
def test_publishing_keeps_a_version_prepares_the_box_and_plans_the_asking():
    page = make_survey()
    assert Version.objects.get().structure.page_id == page.pk
    assert Box.objects.get().page_id == page.pk
    assert Asking.objects.get().closes_at == page.closes_at


@pytest.mark.django_db
def test_a_draft_has_neither_version_box_nor_asking():
    make_survey(is_published=False)
    assert not Version.objects.exists()
    assert not Box.objects.exists()
    assert not Asking.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"questions": []},
        {"questions": [("heading", {"heading": "Only this", "text": ""})]},
        *({field: "" if field in WORDS else None} for field in REQUIRED),
        {"reported_on": (NOW + timedelta(days=2)).date()},
        {"closes_at": NOW - timedelta(days=2)},
        {"results_due_on": (NOW - timedelta(days=1)).date()},
        {"retention_on": (NOW + timedelta(days=1)).date()},
        {"questions": [("scale", {"label": "", "help_text": "", "required": False, "lowest": None, "highest": None})]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_survey_with_something_missing_is_not_published_and_stays_as_it_was(fields):
    page = make_survey(is_published=False, **fields)
    with pytest.raises(NotPublishable):
        page.get_latest_revision().publish()
    assert not SurveyPage.objects.get(pk=page.pk).live
    assert not Box.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_whole"), [(0, False), (1, False), (2, True)])
def test_answers_are_not_deleted_on_the_day_their_box_is_opened(settings, days, is_whole):
    settings.SURVEY_GRACE_PERIOD = timedelta(minutes=30)
    # Ten minutes before midnight here, so that the box is opened the next day; in UTC it is still evening.
    closes_at = timezone.localtime(NOW + timedelta(days=5)).replace(hour=23, minute=50)
    page = make_survey(is_published=False, closes_at=closes_at, retention_on=(closes_at + timedelta(days=days)).date())
    problems = problems_before_publishing(SurveyPage.objects.get(pk=page.pk))
    assert problems == [] if is_whole else [field for field, _sentence in problems] == ["retention_on"]


@pytest.mark.django_db
def test_dates_are_compared_where_we_live():
    closes_at = timezone.localtime(NOW + timedelta(days=5)).replace(hour=0, minute=10)
    day_before = closes_at.date() - timedelta(days=1)
    page = make_survey(is_published=False, closes_at=closes_at, results_due_on=day_before)
    problems = problems_before_publishing(SurveyPage.objects.get(pk=page.pk))
    assert [field for field, _sentence in problems] == ["results_due_on"]


@pytest.mark.django_db
def test_a_scheduled_survey_is_prepared_when_it_goes_live_and_not_before():
    page = make_survey(is_published=False, go_live_at=NOW + timedelta(hours=1))
    page.get_latest_revision().publish()
    assert not Box.objects.exists()
    Revision.objects.update(approved_go_live_at=NOW - timedelta(minutes=1))
    SurveyPage.objects.update(go_live_at=NOW - timedelta(minutes=1))
    revision = Revision.objects.get()
    revision.content["go_live_at"] = (NOW - timedelta(minutes=1)).isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert SurveyPage.objects.get(pk=page.pk).live
    assert Box.objects.filter(page_id=page.pk).exists()


@pytest.mark.django_db
def test_after_an_answer_no_revision_with_other_questions_is_published():
    page = make_survey()
    older = add_question(page)
    fill_box(page, 1)
    with pytest.raises(NotPublishable):
        older.publish()
    assert len(SurveyPage.objects.get(pk=page.pk).questions) == len(page.questions) - 1


@pytest.mark.django_db
def test_after_an_answer_words_may_still_be_corrected():
    page = make_survey()
    fill_box(page, 1)
    raw = copy.deepcopy(list(page.questions.raw_data))
    raw[1]["value"]["label"] = "One good word"
    page.questions = raw
    page.save_revision().publish()
    assert Box.objects.get().version.texts["words"][raw[1]["id"]]["label"] == "One good word"


@pytest.mark.django_db
def test_a_copy_takes_no_answers_along():
    page = make_survey()
    fill_box(page, 3)
    twin = page.copy(update_attrs={"slug": "twin"}, keep_live=False)
    assert not Box.objects.filter(page_id=twin.pk).exists()
    assert SealedAnswer.objects.count() == 3


@pytest.mark.django_db
def test_a_copy_kept_live_starts_as_a_draft(client):
    page = make_survey()
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "Twin", "new_slug": "twin", "new_parent_page": page.get_parent().pk, "publish_copies": "on"},
    )
    twin = SurveyPage.objects.get(slug="twin")
    assert not twin.live
    assert not Box.objects.filter(page_id=twin.pk).exists()
    with pytest.raises(NotPublishable):
        twin.get_latest_revision().publish()
    for name in SurveyPage.exclude_fields_in_copy:
        assert not getattr(twin, name)
        setattr(twin, name, getattr(page, name))
    twin.save_revision().publish()
    assert Box.objects.filter(page_id=twin.pk).exists()


@pytest.mark.django_db
def test_a_mirrored_page_never_becomes_a_second_survey():
    page = make_survey()
    mirror = page.create_alias(update_slug="mirror")
    page.title = "The new web pages"
    page.save_revision().publish()
    mirror = SurveyPage.objects.get(pk=mirror.pk)
    assert not mirror.live
    assert Box.objects.get().page_id == page.pk


@pytest.mark.django_db
def test_the_editor_says_what_is_missing_when_publishing_is_asked_for_and_saves_drafts_all_the_same(client):
    page = make_survey(is_published=False)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = nested_form_data(
        {
            "title": "Half", "slug": page.slug, "purpose": "", "introduction": rich_text(""), "findings": rich_text(""),
            "owner_unit": "", "contact_name": "", "contact_email": "", "legal_basis": "", "minutes": "5",
            "opens_at": "", "closes_at": "", "results_due_on": "", "retention_on": "", "identity_mode": "anonymous",
            "has_special_categories": "", "reported_on": "", "reported_by": "",
            "questions": streamfield([]), "advice": streamfield([]), "comments": inline_formset([]),
        }
    )  # fmt: skip
    response = client.post(url, {**data, "action-publish": "1"})
    assert response.status_code == 200
    assert set(REQUIRED) - {"identity_mode"} <= set(response.context["form"].errors)
    assert not SurveyPage.objects.get(pk=page.pk).live
    response = client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    assert SurveyPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Half"
    assert client.get(reverse("survey_desk:list")).status_code == 200
    assert client.get(reverse("survey_desk:desk", args=[page.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


def numbered(items):
    """Blocks with their ids, as the page editor sends them."""
    blocks = {str(number): {"deleted": "", "order": str(number), **item} for number, item in enumerate(items)}
    return {"count": str(len(items)), **blocks}


def as_typed(value):
    """The fields of a block as a browser sends them: an empty one is empty, and a box without a tick is not there."""
    return {
        name: as_typed(typed) if isinstance(typed, dict) else "" if typed is None else typed
        for name, typed in value.items()
        if typed is not False
    }


def edited(page, raw):
    """What the page editor sends for `page` with the questions `raw`."""
    blocks = copy.deepcopy(raw)
    for block in blocks:
        value = block["value"] = as_typed(block["value"])
        if "options" in value:
            value["options"] = numbered(
                [{"id": item["id"], "value": as_typed(item["value"])} for item in value["options"]]
            )
            value["option_conditions"] = numbered([])
    names = ("title", "slug", "purpose", "owner_unit", "contact_name", "contact_email", "legal_basis", "minutes",
             "identity_mode", "has_special_categories", "results_due_on", "retention_on", "reported_on",
             "reported_by")  # fmt: skip
    times = {
        name: timezone.localtime(getattr(page, name)).strftime("%Y-%m-%d %H:%M") for name in ("opens_at", "closes_at")
    }
    return nested_form_data(
        {name: str(getattr(page, name)) for name in names}
        | times
        | {"introduction": rich_text("<p>Hei</p>"), "findings": rich_text("")}
        | {"questions": numbered(blocks), "advice": streamfield([])}
        | {"comments": inline_formset([])}
    )


@pytest.mark.django_db
def test_after_an_answer_the_editor_publishes_corrected_words_but_no_other_questions(client):
    page = make_survey()
    fill_box(page, 1)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    raw = copy.deepcopy(list(page.questions.raw_data))

    response = client.post(url, edited(page, raw[:-1]) | {"action-publish": "1"})
    assert "questions" in response.context["form"].errors
    assert Version.objects.count() == 1

    raw[1]["value"]["label"] = "One good word"
    response = client.post(url, edited(page, raw) | {"action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    assert Box.objects.get().version.texts["words"][raw[1]["id"]]["label"] == "One good word"
    assert Version.objects.count() == 2


@pytest.mark.django_db
def test_an_answer_that_comes_while_the_editor_publishes_leaves_the_page_as_it_was(client, monkeypatch):
    page = make_survey()
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    raw = copy.deepcopy(list(page.questions.raw_data))
    save_revision = SurveyPage.save_revision

    def slow(self, *args, **kwargs):
        fill_box(page, 1)
        return save_revision(self, *args, **kwargs)

    # between the form's look at the box and the publishing
    monkeypatch.setattr(SurveyPage, "save_revision", slow)
    response = client.post(url, edited(page, raw[:-1]) | {"action-publish": "1"})
    assert response.status_code == 302
    assert len(SurveyPage.objects.get(pk=page.pk).questions) == len(raw)
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_publishing_in_bulk_says_why_and_publishes_the_others(client):
    fine, empty = make_survey(is_published=False), make_survey(is_published=False, title="Empty", questions=[])
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{url}?id={fine.pk}&id={empty.pk}&next=/admin/", follow=True)
    assert response.status_code == 200
    assert "Empty" in "".join(str(message) for message in response.context["messages"])
    assert list(SurveyPage.objects.filter(live=True)) == [fine]
    assert Box.objects.get().page_id == fine.pk


@pytest.mark.django_db
def test_approving_in_a_workflow_says_why_and_leaves_the_page_as_it_was(client):
    page = make_survey(is_published=False)
    admin = User.objects.create_superuser("admin", "admin@example.org", "x")
    client.force_login(admin)
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    page.questions = []
    page.save_revision()
    state = workflow.start(page, admin)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    response = client.post(url, {"comment": ""})
    assert response.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not SurveyPage.objects.get(pk=page.pk).live
