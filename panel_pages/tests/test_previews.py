"""The preview beside the editor: whatever is not filled in yet, it shows what there is."""

import itertools
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from panel_pages.models import SurveyPage
from panel_pages.tests.builders import QUESTIONS, make_asked_page, make_staff, make_survey
from panel_pages.tests.editing import editor_data
from surveys.blocks import QuestionsBlock
from surveys.blocks.stream import with_ids

pytestmark = pytest.mark.django_db
MODES = [mode for mode, _name in SurveyPage.preview_modes]
DATES = ("opens_at", "closes_at", "results_due_on", "retention_on")


def draft(**kwargs):
    """A page as the editor makes it before it has been saved once: Django calls it live."""
    page = SurveyPage(**kwargs)
    assert page.live
    make_asked_page()
    return page


def empty_block(name):
    """Raw data of a block that somebody has just put in, with nothing in its fields."""
    block = QuestionsBlock().child_blocks[name]
    return {"type": name, "value": block.get_prep_value(block.get_default()), "id": str(uuid.uuid4())}


@pytest.mark.parametrize("mode", MODES)
def test_a_survey_with_any_of_its_dates_missing_can_be_previewed(mode):
    now = timezone.now()
    moments = {"opens_at": now, "closes_at": now + timedelta(days=7)}
    days = {"results_due_on": now.date(), "retention_on": now.date()}
    for given in itertools.product((True, False), repeat=len(DATES)):
        known = [name for name, is_given in zip(DATES, given, strict=True) if is_given]
        page = draft(title="", questions=with_ids(QUESTIONS), **{name: (moments | days)[name] for name in known})
        assert page.make_preview_request(preview_mode=mode).status_code == 200, known


@pytest.mark.parametrize("mode", MODES)
def test_an_empty_survey_can_be_previewed(mode):
    assert draft().make_preview_request(preview_mode=mode).status_code == 200


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", list(QuestionsBlock().child_blocks))
def test_a_block_with_nothing_in_it_can_be_previewed(name, mode):
    raw = empty_block(name)
    nothing = {key: None if isinstance(value, int) else value for key, value in raw["value"].items()}
    for questions in ([raw], [{**raw, "value": nothing}]):
        page = draft(questions=QuestionsBlock().to_python(questions))
        assert page.make_preview_request(preview_mode=mode).status_code == 200


@pytest.mark.parametrize("name", list(QuestionsBlock().child_blocks))
def test_the_editor_previews_what_has_just_been_put_in(client, name):
    client.force_login(make_staff(is_superuser=True))
    page = make_survey(is_published=False, questions=[])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    page.questions = QuestionsBlock().to_python([empty_block(name)])
    blank = dict.fromkeys(("title", "purpose", *DATES, "legal_basis"), "")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    sent = client.post(preview, editor_data(page, html) | blank).json()
    assert sent["is_valid"], name
    assert client.get(preview).status_code == 200
